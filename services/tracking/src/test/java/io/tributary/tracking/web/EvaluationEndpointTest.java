package io.tributary.tracking.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.tracking.Sample;
import io.tributary.tracking.dataset.DataSets;
import io.tributary.tracking.directory.Directory;
import io.tributary.tracking.fraud.SignalJudge;
import io.tributary.tracking.visitor.ClickIds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import tools.jackson.databind.JsonNode;

/** Hypothetical clicks, asked about over HTTP and judged by the build's own data. */
class EvaluationEndpointTest {

  private static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/140.0.0.0 Safari/537.36";

  private static final RecordingSink sink = new RecordingSink();
  private static EdgeServer edge;

  @BeforeAll
  static void start() {
    Directory directory = ListeningEdge.directory();
    directory.applyIdentity("aff", Sample.signIns("91.12.7.7", CHROME, "de-DE"));
    edge =
        ListeningEdge.create(
            directory,
            new ClickIds(Sample.clickKeys("k1")),
            sink,
            sink,
            new SimpleMeterRegistry(),
            100,
            null,
            0,
            new SignalJudge(
                new DataSets(null, new SimpleMeterRegistry()),
                directory,
                directory,
                Sample.SIGN_IN_HASHES),
            EvaluationEndpointTest::decoded);
    edge.start();
  }

  @AfterAll
  static void stop() {
    edge.stop();
  }

  /** The token of a test is the list of its roles. */
  private static Jwt decoded(String token) {
    switch (token) {
      case "forged" -> throw new BadJwtException("forged");
      case "unchecked" -> throw new JwtException("identity does not answer");
      default -> {
        return Jwt.withTokenValue(token)
            .header("alg", "none")
            .claim("sub", "usr_01K9ZQ4T6R8XJ2M5N7P9S1V3W9")
            .claim("tenant", Sample.TENANT.value())
            .claim("email", "anna@example.org")
            .claim("roles", List.of(token.split(",")))
            .issuedAt(Instant.EPOCH)
            .build();
      }
    }
  }

  @Test
  void aPersonIsAccepted() throws Exception {
    JsonNode answer =
        evaluated(
            Map.of(
                "link_code",
                Sample.link().code(),
                "ip",
                "91.12.1.1",
                "user_agent",
                CHROME,
                "accept_language",
                "de-DE,de;q=0.9",
                "history",
                Map.of()));
    assertThat(answer.get("verdict").asString()).isEqualTo("accept");
    assertThat(answer.get("touch_class").asString()).isEqualTo("unique");
    assertThat(answer.get("score").asInt()).isZero();
    assertThat(answer.get("agent").get("kind").asString()).isEqualTo("human");
    assertThat(answer.get("network").get("country").asString()).isEqualTo("DE");
    assertThat(answer.get("review_from").asInt()).isEqualTo(50);
    assertThat(answer.get("reject_from").asInt()).isEqualTo(80);
    assertThat(answer.get("signals")).hasSize(18);
    assertThat(answer.get("signals"))
        .allSatisfy(signal -> assertThat(signal.get("state").asString()).isEqualTo("not_found"));
  }

  @Test
  void aProgramIsRejectedAndEachSignalSaysWhatItSaw() throws Exception {
    JsonNode answer =
        evaluated(
            Map.of("user_agent", "python-requests/2.32.3", "query", "sub1=%24%7Bjndi:ldap%7D"));
    assertThat(answer.get("verdict").asString()).isEqualTo("reject");
    assertThat(answer.get("reason").asString()).isEqualTo("non_human");
    assertThat(answer.get("score").asInt()).isEqualTo(100);
    JsonNode bot = signal(answer, "ua_bot");
    assertThat(bot.get("state").asString()).isEqualTo("found");
    assertThat(bot.get("points").asInt()).isEqualTo(100);
    assertThat(bot.get("family").asString()).isEqualTo("agent");
    assertThat(bot.get("meaning").asString()).isNotBlank();
    assertThat(signal(answer, "ua_attack").get("values").get("where").asString()).isEqualTo("sub1");
  }

  @Test
  void withoutAHistorySignalsThatNeedOneAreDeferred() throws Exception {
    JsonNode answer = evaluated(Map.of("user_agent", CHROME, "accept_language", "en"));
    assertThat(signal(answer, "dup_click").get("state").asString()).isEqualTo("deferred");
    assertThat(signal(answer, "ip_burst").get("state").asString()).isEqualTo("deferred");
    assertThat(signal(answer, "ip_burst").get("limits").get("per_minute").asInt()).isEqualTo(10);
  }

  @Test
  void aHistoryIsTakenAsItIsTold() throws Exception {
    JsonNode answer =
        evaluated(
            Map.of(
                "user_agent",
                CHROME,
                "accept_language",
                "en",
                "history",
                Map.of("visitor_seen", true, "clicks_of_address", 61)));
    assertThat(answer.get("verdict").asString()).isEqualTo("reject");
    assertThat(answer.get("touch_class").asString()).isEqualTo("invalid");
    assertThat(signal(answer, "dup_click").get("state").asString()).isEqualTo("found");
    assertThat(signal(answer, "ip_burst").get("values").get("per_minute").asString())
        .isEqualTo("61");
  }

  @Test
  void anAffiliatesOwnClickIsTold() throws Exception {
    String link = Sample.link().code();
    JsonNode device =
        signal(
            evaluated(
                Map.of(
                    "link_code",
                    link,
                    "ip",
                    "91.12.7.8",
                    "user_agent",
                    CHROME,
                    "accept_language",
                    "de-DE,de;q=0.9")),
            "self_click");
    assertThat(device.get("state").asString()).isEqualTo("found");
    assertThat(device.get("points").asInt()).isEqualTo(80);
    assertThat(device.get("values").get("same").asString()).isEqualTo("device");
    assertThat(device.get("limits").get("address_points").asInt()).isEqualTo(40);
    JsonNode address =
        signal(evaluated(Map.of("link_code", link, "ip", "91.12.7.7")), "self_click");
    assertThat(address.get("points").asInt()).isEqualTo(40);
    assertThat(address.get("values").get("same").asString()).isEqualTo("address");
    JsonNode nobodys = signal(evaluated(Map.of("ip", "91.12.7.7")), "self_click");
    assertThat(nobodys.get("state").asString()).isEqualTo("not_found");
  }

  @Test
  void aTimeZoneIsComparedWithTheAddress() throws Exception {
    JsonNode signal =
        signal(
            evaluated(
                Map.of("ip", "91.12.1.1", "accept_language", "de", "time_zone", "Asia/Tokyo")),
            "geo_mismatch");
    assertThat(signal.get("state").asString()).isEqualTo("found");
    assertThat(signal.get("values").get("time_zone").asString()).isEqualTo("Asia/Tokyo");
    assertThat(signal.get("limits").get("zone_hours").asInt()).isEqualTo(3);
  }

  @Test
  void nothingIsRecorded() throws Exception {
    var unused = evaluated(Map.of("user_agent", "curl/8.5.0"));
    assertThat(sink.events(TrackingEvent.class)).isEmpty();
    assertThat(sink.refusals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"ip\":\"300.1.1.1\"}|422|ip:invalid_ip",
        "{\"link_code\":\"nowhere\"}|422|link_code:unknown_link",
        "{\"campaign_id\":\"camp_x\"}|422|campaign_id:unknown_campaign",
        "{\"purpose\":\"fun\"}|422|purpose:invalid_purpose",
        "{\"history\":{\"clicks_of_address\":-1}}|422|history.clicks_of_address:out_of_range",
        "{\"history\":{\"clicks_of_address\":\"many\"}}|422|history.clicks_of_address:invalid_value",
        "{\"history\":7}|422|history:invalid_value",
        "[]|422|:invalid_value",
        "null|400|malformed_json",
        "{|400|malformed_json",
      })
  void badInputGetsASpecificError(String body, int status, String problem) throws Exception {
    HttpResponse<String> answer = post("ADMIN", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode document = EventJson.mapper().readTree(answer.body());
    JsonNode first = document.has("errors") ? document.get("errors").get(0) : null;
    assertThat(
            first == null
                ? document.get("code").asString()
                : first.get("field").asString() + ":" + first.get("code").asString())
        .isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ADMIN|200",
        "MANAGER|200",
        "FINANCE,MANAGER|200",
        "FINANCE|403",
        "ADVERTISER|403",
        "AFFILIATE|403",
        "FOREIGN_ROLE|401",
        "forged|401",
        "unchecked|503",
      })
  void onlyManagersMayAsk(String token, int status) throws Exception {
    assertThat(post(token, "{}").statusCode()).isEqualTo(status);
  }

  @Test
  void theConsoleShowsItsTokenInACookie() throws Exception {
    assertThat(send(request("{}").header("Cookie", "tb_session=ADMIN")).statusCode())
        .isEqualTo(200);
    assertThat(send(request("{}")).statusCode()).isEqualTo(401);
    assertThat(send(request("{}").method("GET", HttpRequest.BodyPublishers.noBody())).statusCode())
        .isEqualTo(405);
  }

  private static JsonNode signal(JsonNode answer, String id) {
    for (JsonNode signal : answer.get("signals")) {
      if (signal.get("id").asString().equals(id)) {
        return signal;
      }
    }
    throw new AssertionError(id);
  }

  private static JsonNode evaluated(Map<String, Object> click) throws Exception {
    HttpResponse<String> answer = post("MANAGER", EventJson.mapper().writeValueAsString(click));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return EventJson.mapper().readTree(answer.body());
  }

  private static HttpResponse<String> post(String token, String body) throws Exception {
    return send(request(body).header("Authorization", "Bearer " + token));
  }

  private static HttpRequest.Builder request(String body) {
    return HttpRequest.newBuilder(URI.create(edge.url() + "/api/v1/fraud/evaluate"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
