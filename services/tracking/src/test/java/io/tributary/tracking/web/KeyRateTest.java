package io.tributary.tracking.web;

import static io.tributary.tracking.Sample.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.id.ApiKeyId;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.platform.security.Sha256;
import io.tributary.tracking.Sample;
import io.tributary.tracking.directory.Directory;
import io.tributary.tracking.limit.Rate;
import io.tributary.tracking.limit.Rates;
import io.tributary.tracking.visitor.ClickIds;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.jwt.BadJwtException;

/** What a server is told whose API key is used too often. */
class KeyRateTest {

  /** A request every two seconds, and three at once. */
  private static final Rate KEYS = new Rate(30, 3);

  private static final String EVENTS =
      "{\"events\":[{\"type\":\"click\",\"link_code\":\"%s\"}]}".formatted(Sample.CODE);
  private static final Rate OTHERS = new Rate(0, 0);
  private static final String OTHER_ID = "otherKEY1234";
  private static final String OTHER_KEY = KEY.replace(Sample.KEY_ID, OTHER_ID);

  private final RecordingSink sink = new RecordingSink();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();
  private final Directory directory = ListeningEdge.directory();
  private final HttpClient http = HttpClient.newHttpClient();
  private final EdgeServer server =
      ListeningEdge.create(
          directory,
          new ClickIds(Sample.clickKeys("k1")),
          sink,
          sink,
          metrics,
          100,
          null,
          0,
          (touch, session) -> {
            throw new IllegalStateException("nobody may ask");
          },
          token -> {
            throw new BadJwtException("nobody has signed in");
          },
          new Rates(OTHERS, OTHERS, KEYS, OTHERS),
          nanos::get);

  KeyRateTest() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
    http.close();
    assertThat(metrics.get("edge_unexpected_errors_total").counter().count()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/events|202|{\"events\":[{\"type\":\"click\",\"link_code\":\"Ab3dE5\"}]}",
        "/v1/batch|200|{\"batch\":[{\"type\":\"page\",\"anonymousId\":\"a\"}]}",
        "/v1/conversions/csv?dry_run=true|200|click_id,event",
      })
  void aBatchBeyondTheRateIsToldWhenToComeAgain(String path, int good, String body)
      throws Exception {
    for (long i = 0; i < KEYS.burst(); i++) {
      HttpResponse<String> answer = post(path, KEY, body);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(good);
      assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }
    int stored = sink.events(TrackingEvent.class).size();
    HttpResponse<String> refused = post(path, KEY, body);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(refused.headers().firstValue("RateLimit-Policy")).hasValue("\"key\";q=30;w=60");
    assertThat(refused.headers().firstValue("RateLimit")).hasValue("\"key\";r=0;t=2");
    assertThat(refused.body()).contains("\"code\":\"rate_limited\"");
    assertThat(sink.events(TrackingEvent.class)).hasSize(stored);
    assertThat(sink.refusals()).isEmpty();
    assertThat(metrics.get("rate_limited_total").tag("class", "key").counter().count())
        .isEqualTo(1);

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    HttpResponse<String> early = post(path, KEY, body);
    assertThat(early.statusCode()).isEqualTo(429);
    assertThat(early.headers().firstValue("Retry-After")).hasValue("1");
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(post(path, KEY, body).statusCode()).isEqualTo(good);
  }

  @Test
  void oneKeyDoesNotHoldUpAnotherAndEndpointsCountTogether() throws Exception {
    directory.applyIdentity("other", otherKey());
    assertThat(post("/v1/events", KEY, EVENTS).statusCode()).isEqualTo(202);
    assertThat(post("/v1/batch", KEY, "{\"batch\":[]}").statusCode()).isNotEqualTo(429);
    assertThat(post("/v1/conversions/csv", KEY, "click_id,event").statusCode()).isNotEqualTo(429);
    assertThat(post("/v1/events", KEY, EVENTS).statusCode()).isEqualTo(429);
    assertThat(post("/v1/events", OTHER_KEY, EVENTS).statusCode()).isEqualTo(202);
  }

  private static ApiKeySnapshot otherKey() {
    return new ApiKeySnapshot(
        new ApiKeyId("key_01K9ZQ4T6R8XJ2M5N7P9S1V3W8"),
        Sample.TENANT,
        ApiKeySnapshot.Kind.SECRET,
        OTHER_ID,
        Sha256.hex(Sample.KEY_SECRET),
        Set.of("events.write"),
        Set.of(),
        false);
  }

  private HttpResponse<String> post(String path, String key, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", path.contains("csv") ? "text/csv" : "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
