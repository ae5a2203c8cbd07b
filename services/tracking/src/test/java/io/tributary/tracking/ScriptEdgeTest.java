package io.tributary.tracking;

import static io.tributary.tracking.Sample.CAMPAIGN;
import static io.tributary.tracking.Sample.CODE;
import static io.tributary.tracking.Sample.LINK;
import static io.tributary.tracking.Sample.PAGE_KEY;
import static io.tributary.tracking.Sample.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.FraudTerms;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.directory.TenantSnapshot;
import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topic;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.Consent;
import io.tributary.contract.tracking.ConsentChanged;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.PageViewed;
import io.tributary.contract.tracking.Refused;
import io.tributary.contract.tracking.Report;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.testing.TestKafka;
import io.tributary.platform.testing.TestPlatform;
import io.tributary.tracking.web.EdgeServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The script's side of the edge over HTTP, with a real Kafka behind it. */
class ScriptEdgeTest {

  private static final String PAGE = "https://shop.example";
  private static final String BELOW = "https://www.brand.example";
  private static final String VISITOR = "AAECAwQFBgcICQoLDA0ODw";

  private static ConfigurableApplicationContext context;
  private static EventProducer producer;
  private static TopicLog<TrackingEvent> eventLog;
  private static TopicLog<Refused> refusalLog;
  private static HttpClient http;
  private static String edge;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    TestKafka.provision();
    producer = new EventProducer(TestKafka.connection(), "test");
    eventLog = new TopicLog<>(TestKafka.connection(), Topics.TRACKING_EVENTS);
    refusalLog = new TopicLog<>(TestKafka.connection(), Topics.TRACKING_REFUSED);
    publish(
        Topics.CAMPAIGN_DIRECTORY,
        CAMPAIGN.value(),
        Sample.campaign(CampaignSnapshot.Status.ACTIVE));
    publish(Topics.CAMPAIGN_DIRECTORY, LINK.value(), Sample.link());
    publish(
        Topics.AFFILIATE_DIRECTORY,
        Sample.AFFILIATE.value(),
        Sample.affiliate(AffiliateSnapshot.Status.APPROVED));
    MembershipSnapshot membership = Sample.membership(MembershipSnapshot.Status.APPROVED);
    publish(Topics.AFFILIATE_DIRECTORY, membership.membershipId().value(), membership);
    publish(
        Topics.IDENTITY_DIRECTORY,
        "page-key",
        Sample.publishableKey("shop.example", "*.brand.example"));
    publish(Topics.IDENTITY_DIRECTORY, TENANT.value(), tenant());
    context =
        new SpringApplicationBuilder(TrackingService.class, TestPlatform.class)
            .web(WebApplicationType.NONE)
            .properties(
                "tributary.kafka.bootstrap-servers=" + TestKafka.connection().bootstrapServers(),
                "tributary.tracking.port=0",
                "tributary.tracking.data-dir=" + data,
                "tributary.tracking.click-keys=k1:" + Sample.secret("k1"))
            .run();
    edge = "http://127.0.0.1:" + context.getBean(EdgeServer.class).port();
    http = HttpClient.newHttpClient();
    for (int i = 0; i < 250 && config(PAGE).statusCode() != 200; i++) {
      Thread.sleep(20);
    }
  }

  private static TenantSnapshot tenant() {
    return new TenantSnapshot(
        TENANT,
        "Acme",
        new TrackingTerms(
            true,
            null,
            Duration.ofDays(45),
            TrackingTerms.UnknownConsent.DENIED,
            TrackingTerms.Fingerprint.OFF,
            null,
            List.of("pay.example"),
            TrackingTerms.DenyList.NONE,
            FraudTerms.DEFAULT));
  }

  @AfterAll
  static void stop() {
    if (context != null) {
      context.close();
    }
    if (producer != null) {
      producer.close();
      eventLog.close();
      refusalLog.close();
    }
  }

  @AfterEach
  void nothingUnexpectedHappened() {
    assertThat(context.getBean(MeterRegistry.class).find("edge_unexpected_errors_total").counters())
        .allSatisfy(counter -> assertThat(counter.count()).isZero());
  }

  @Test
  void theScriptIsServedToPagesOfAnyOriginAndKeptForMinutes() throws Exception {
    HttpResponse<byte[]> plain =
        http.send(request("/t.js").GET().build(), BodyHandlers.ofByteArray());
    assertThat(plain.statusCode()).as("sdk/js was built").isEqualTo(200);
    assertThat(header(plain, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(header(plain, "Cache-Control")).isEqualTo("public, max-age=300");
    assertThat(header(plain, "Vary")).isEqualToIgnoringCase("accept-encoding");
    assertThat(header(plain, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(plain, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    assertThat(header(plain, "X-Content-Type-Options")).isEqualTo("nosniff");

    HttpResponse<byte[]> zipped =
        http.send(
            request("/t.js", "Accept-Encoding", "gzip, br").GET().build(),
            BodyHandlers.ofByteArray());
    assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
    assertThat(zipped.body()).hasSizeLessThan(6_000);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
        .isEqualTo(plain.body());
    assertThat(header(zipped, "ETag")).isNotEqualTo(header(plain, "ETag"));

    HttpResponse<byte[]> again =
        http.send(
            request("/t.js", "If-None-Match", header(plain, "ETag")).GET().build(),
            BodyHandlers.ofByteArray());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(get("/t-fp.js").statusCode()).isEqualTo(200);
    assertThat(post("/t.js", PAGE, "").statusCode()).isEqualTo(405);
  }

  @Test
  void theScriptIsToldHowToBehaveOnPagesOfTheKey() throws Exception {
    HttpResponse<String> answer = config(PAGE);
    assertThat(json(answer))
        .isEqualTo(
            Map.of(
                "opted_out",
                false,
                "unknown_consent",
                "denied",
                "cookies",
                true,
                "cookie_life",
                45 * 86_400,
                "fingerprint",
                false,
                "outbound_domains",
                List.of("pay.example")));
    assertThat(header(answer, "Cache-Control")).isEqualTo("private, max-age=300");
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(PAGE);
    assertThat(config("https://evil.example").statusCode()).isEqualTo(403);
    assertThat(get("/v1/script-config?key=" + PAGE_KEY).statusCode()).isEqualTo(200);
    assertThat(get("/v1/script-config?key=pk_live_nobody123456").statusCode()).isEqualTo(401);
  }

  @Test
  void onlyPagesOfTheKeysHostsMayReport() throws Exception {
    String body = batch("unknown", page(UUID.randomUUID().toString()));
    for (String origin : List.of(PAGE, BELOW, PAGE + ":8443", "http://shop.example")) {
      HttpResponse<String> answer = post("/v1/collect", origin, body);
      assertThat(answer.statusCode()).as(origin).isEqualTo(202);
      assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(origin);
      assertThat(header(answer, "Access-Control-Allow-Credentials")).isEqualTo("true");
      assertThat(header(answer, "Vary")).isEqualToIgnoringCase("origin");
    }
    for (String origin :
        List.of(
            "https://evil.example",
            "https://shop.example.evil.example",
            "https://brand.example",
            "null")) {
      HttpResponse<String> answer = post("/v1/collect", origin, body);
      assertThat(answer.statusCode()).as(origin).isEqualTo(403);
      assertThat(json(answer).get("code")).isEqualTo("host_not_allowed");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
    Refused refused = refused("host_not_allowed", "shop.example.evil.example");
    assertThat(refused.tenantId()).isEqualTo(TENANT);
    assertThat(refused.source()).isEqualTo("script");
    assertThat(
            send(request("/v1/collect", "Referer", PAGE + "/cart")
                    .POST(BodyPublishers.ofString(body)))
                .statusCode())
        .isEqualTo(202);
    assertThat(send(request("/v1/collect").POST(BodyPublishers.ofString(body))).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aPreflightIsAnsweredForPagesOfSomeKeyOnly() throws Exception {
    HttpResponse<String> answer =
        send(request("/v1/collect", "Origin", BELOW).method("OPTIONS", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(BELOW);
    assertThat(header(answer, "Access-Control-Allow-Methods")).isEqualTo("POST");
    assertThat(header(answer, "Access-Control-Allow-Headers")).isEqualTo("Content-Type");
    assertThat(header(answer, "Access-Control-Max-Age")).isEqualTo("600");
    HttpResponse<String> foreign =
        send(
            request("/v1/collect", "Origin", "https://evil.example")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aDirectClickAndItsConversionAreInTheLogWhenTheyAreAnswered() throws Exception {
    String id = UUID.randomUUID().toString();
    HttpResponse<String> clicked =
        post(
            "/v1/collect",
            PAGE,
            batch(
                "granted",
                """
                {"type":"click","event_id":"c-%s","link_code":"%s","via":"via","visitor_id":"%s",
                 "query":"via=x&sub1=mail&source=blog","referrer":"https://blog.example/post"}
                """
                    .formatted(id, CODE, VISITOR)));
    Map<?, ?> click = results(clicked).getFirst();
    assertThat(click.get("status")).as(clicked.body()).isEqualTo("accepted");
    assertThat(click.get("event_id")).isEqualTo("c-" + id);
    assertThat(json(clicked).get("visitor_id")).isEqualTo(VISITOR);
    String clickId = String.valueOf(click.get("click_id"));
    Click stored = event(Click.class, "script:c-" + id);
    assertThat(stored.clickId()).isEqualTo(clickId);
    assertThat(stored.placement().direct()).isTrue();
    assertThat(stored.subs()).isEqualTo(Map.of("sub1", "mail"));
    assertThat(stored.source()).isEqualTo("blog");
    assertThat(stored.consent()).isEqualTo(Consent.GRANTED);
    assertThat(stored.client().ip()).isEqualTo("127.0.0.0");
    assertThat(stored.client().referrer()).isEqualTo("https://blog.example/post");

    HttpResponse<String> reported =
        post(
            "/v1/collect",
            PAGE,
            batch(
                "granted",
                """
                {"type":"conversion","event_id":"o-%s","campaign_id":"%s","click_id":"%s","event":"purchase",
                 "order_id":"o-%s","amount":"25.00","currency":"USD","customer_id":"c-1"}
                """
                    .formatted(id, CAMPAIGN, clickId, id)));
    ConversionReceived conversion = event(ConversionReceived.class, "script:o-" + id);
    assertThat(results(reported).getFirst().get("conversion_id"))
        .isEqualTo(conversion.conversionId().value());
    assertThat(conversion.visitorId()).isEqualTo(VISITOR);
    assertThat(conversion.channel()).isEqualTo(ConversionReceived.Channel.SCRIPT);
    assertThat(conversion.report().trust()).isEqualTo(Report.Trust.LOW);
    assertThat(conversion.report().client()).isNotNull();
    assertThat(conversion.amount().minor()).isEqualTo(2_500);
  }

  @Test
  void theTimeZoneOfTheBrowserIsComparedWithWhereItsAddressIs() throws Exception {
    for (String zone : List.of("Asia/Tokyo", "Europe/Vienna")) {
      String id = UUID.randomUUID().toString();
      String click =
          "{\"type\":\"click\",\"event_id\":\"%s\",\"link_code\":\"%s\",\"via\":\"via\"}"
              .formatted(id, CODE);
      String body = batch("granted", click).replaceFirst("\\{", "{\"time_zone\":\"" + zone + "\",");
      HttpResponse<String> answer =
          send(
              request(
                      "/v1/collect",
                      "Origin",
                      PAGE,
                      "Content-Type",
                      "text/plain",
                      "Accept-Language",
                      "de",
                      "X-Forwarded-For",
                      "91.12.1.1")
                  .POST(BodyPublishers.ofString(body)));
      assertThat(results(answer).getFirst().get("status")).isEqualTo("accepted");
      List<Map<String, String>> found =
          event(Click.class, "script:" + id).judgement().signals().stream()
              .filter(signal -> signal.id().equals("geo_mismatch"))
              .map(Judgement.Signal::values)
              .toList();
      assertThat(found)
          .isEqualTo(
              zone.startsWith("Asia")
                  ? List.of(Map.of("country", "DE", "time_zone", zone))
                  : List.of());
    }
  }

  @Test
  void aRequestHasAResultPerEventAndRefusalsAreRecorded() throws Exception {
    String id = UUID.randomUUID().toString();
    HttpResponse<String> answer =
        post(
            "/v1/collect",
            PAGE,
            batch(
                "granted",
                page("p-" + id),
                "{\"type\":\"click\",\"event_id\":\"a\",\"link_code\":\"%s\",\"via\":\"promo\"}"
                    .formatted(CODE),
                "{\"type\":\"click\",\"event_id\":\"b\",\"link_code\":\"no-%s\",\"via\":\"via\"}"
                    .formatted(id),
                "{\"type\":\"conversion\",\"event_id\":\"c\",\"click_id\":\"forged\"}",
                "{\"type\":\"refund\",\"event_id\":\"d\"}",
                "{\"type\":\"identify\",\"event_id\":\"i-%s\",\"customer_id\":\"c-1\",\"visitor_id\":\"%s\"}"
                    .formatted(id, VISITOR),
                "7"));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(results(answer).stream().map(result -> String.valueOf(result.get("status"))))
        .containsExactly(
            "accepted", "refused", "refused", "refused", "refused", "accepted", "refused");
    assertThat(answer.body())
        .contains("unknown_via", "unknown_link", "invalid_click_id", "unknown_type", "wrong_type");
    assertThat(event(PageViewed.class, "script:p-" + id).url()).isEqualTo(PAGE + "/cart");
    assertThat(event(Identified.class, "script:i-" + id).customerId()).isEqualTo("c-1");
    assertThat(refused("unknown_link", "no-" + id).tenantId()).isEqualTo(TENANT);
  }

  @Test
  void whoMustNotBeRecognisedIsAStrangerWithEveryEventButMaySaySo() throws Exception {
    for (String consent : List.of("denied", "unknown")) {
      String id = UUID.randomUUID().toString();
      HttpResponse<String> answer =
          send(
              request(
                      "/v1/collect",
                      "Origin",
                      PAGE,
                      "Sec-Fetch-Site",
                      "same-site",
                      "Cookie",
                      "tb_vid=" + VISITOR)
                  .POST(
                      BodyPublishers.ofString(
                          batch(
                              consent,
                              page("p-" + id),
                              "{\"type\":\"consent\",\"event_id\":\"n-%s\",\"consent\":\"denied\",\"visitor_id\":\"%s\"}"
                                  .formatted(id, VISITOR)))));
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(json(answer).containsKey("visitor_id")).isFalse();
      assertThat(event(PageViewed.class, "script:p-" + id).visitorId()).isNotEqualTo(VISITOR);
      assertThat(event(ConsentChanged.class, "script:n-" + id).visitorId()).isEqualTo(VISITOR);
    }
    String id = UUID.randomUUID().toString();
    send(
        request("/v1/collect", "Origin", PAGE, "Sec-GPC", "1")
            .POST(BodyPublishers.ofString(batch("granted", page(id)))));
    PageViewed viewed = event(PageViewed.class, "script:" + id);
    assertThat(viewed.consent()).isEqualTo(Consent.DENIED);
    assertThat(viewed.visitorId()).isNotEqualTo(VISITOR);
  }

  @Test
  void theCookieIsSetAndReadWhereTheEdgeBelongsToTheSite() throws Exception {
    String id = UUID.randomUUID().toString();
    String body = batch("granted", page(id));
    HttpResponse<String> first =
        send(
            request("/v1/collect", "Origin", PAGE, "Sec-Fetch-Site", "same-site")
                .POST(BodyPublishers.ofString(body)));
    assertThat(header(first, "Set-Cookie"))
        .startsWith("tb_vid=" + VISITOR + ";")
        .contains("HttpOnly");
    String other = "BBECAwQFBgcICQoLDA0ODw";
    HttpResponse<String> known =
        send(
            request(
                    "/v1/collect",
                    "Origin",
                    PAGE,
                    "Sec-Fetch-Site",
                    "same-origin",
                    "Cookie",
                    "tb_vid=" + other)
                .POST(BodyPublishers.ofString(batch("granted", page("k-" + id)))));
    assertThat(known.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(json(known).get("visitor_id")).isEqualTo(other);
    assertThat(event(PageViewed.class, "script:k-" + id).visitorId()).isEqualTo(other);
    HttpResponse<String> foreign =
        send(
            request("/v1/collect", "Origin", PAGE, "Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString(body)));
    assertThat(foreign.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void aRequestHasBounds() throws Exception {
    String[] many = new String[21];
    for (int i = 0; i < many.length; i++) {
      many[i] = page(UUID.randomUUID().toString());
    }
    assertThat(post("/v1/collect", PAGE, batch("unknown", many)).statusCode()).isEqualTo(413);
    assertThat(post("/v1/collect", PAGE, batch("unknown", Arrays.copyOf(many, 20))).statusCode())
        .isEqualTo(202);
    String padding = "x".repeat(64 * 1024);
    assertThat(post("/v1/collect", PAGE, "{\"x\":\"" + padding + "\"}").statusCode())
        .isEqualTo(413);
    assertThat(post("/v1/collect", PAGE, "{").statusCode()).isEqualTo(400);
    assertThat(post("/v1/collect", PAGE, "[]").statusCode()).isEqualTo(400);
    assertThat(
            send(request("/v1/collect", "Origin", PAGE, "Content-Type", "image/png")
                    .POST(BodyPublishers.ofString("{}")))
                .statusCode())
        .isEqualTo(415);
    assertThat(get("/v1/collect").statusCode()).isEqualTo(405);
    assertThat(
            post("/v1/collect", PAGE, "{\"key\":\"" + Sample.KEY + "\",\"events\":[]}")
                .statusCode())
        .isEqualTo(401);
  }

  // The other side of HTTP

  private static HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(edge + path)).timeout(Duration.ofSeconds(10));
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  private static HttpResponse<String> post(String path, String origin, String body)
      throws IOException, InterruptedException {
    return send(
        request(path, "Origin", origin, "Content-Type", "text/plain;charset=UTF-8")
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> config(String origin)
      throws IOException, InterruptedException {
    return send(request("/v1/script-config?key=" + PAGE_KEY, "Origin", origin).GET());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static String batch(String consent, String... events) {
    return "{\"key\":\"%s\",\"consent\":\"%s\",\"events\":[%s]}"
        .formatted(PAGE_KEY, consent, String.join(",", events));
  }

  private static String page(String eventId) {
    return "{\"type\":\"page\",\"event_id\":\"%s\",\"visitor_id\":\"%s\",\"url\":\"%s/cart?email=a@b.c\"}"
        .formatted(eventId, VISITOR, PAGE);
  }

  private static Map<?, ?> json(HttpResponse<String> answer) {
    return EventJson.mapper().readValue(answer.body(), Map.class);
  }

  private static List<Map<?, ?>> results(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return ((List<?>) json(answer).get("results"))
        .stream().<Map<?, ?>>map(result -> (Map<?, ?>) result).toList();
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  // The other side of Kafka

  private static <V> void publish(Topic<V> topic, String key, V value) {
    producer.send(topic, key, value).join();
  }

  /** The event in the log: what was answered must be there at once. */
  private static <E extends TrackingEvent> E event(Class<E> type, String eventId) {
    return eventLog.upToNow().stream()
        .map(ConsumerRecord::value)
        .filter(event -> event.eventId().equals(eventId))
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  /** Refusals do not hold up the answer: they are given two seconds. */
  private static Refused refused(String reason, String raw) throws InterruptedException {
    for (int i = 0; i < 40; i++) {
      for (ConsumerRecord<String, Refused> record : refusalLog.upToNow()) {
        if (record.value().reason().equals(reason) && record.value().raw().contains(raw)) {
          return record.value();
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not on tracking.refused");
  }
}
