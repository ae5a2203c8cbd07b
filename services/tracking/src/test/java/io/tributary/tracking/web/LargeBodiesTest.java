package io.tributary.tracking.web;

import static io.tributary.tracking.Sample.CODE;
import static io.tributary.tracking.Sample.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.tracking.Sample;
import io.tributary.tracking.sink.TouchSink.Stored;
import io.tributary.tracking.visitor.ClickIds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargeBodiesTest {

  private static final String CLICKS =
      "{\"events\": [{\"type\": \"click\", \"link_code\": \"%s\"}]}".formatted(CODE);
  private static final String PAGES =
      "{\"batch\": [{\"type\": \"page\", \"anonymousId\": \"a\"}]%s}";

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final HttpClient http = HttpClient.newHttpClient();

  /** Opened to let what large bodies hold be stored. */
  private final CountDownLatch open = new CountDownLatch(1);

  private final CountDownLatch reached = new CountDownLatch(1);
  private final AtomicInteger aside = new AtomicInteger();
  private final AtomicInteger storing = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  /** On one event loop, since the port is any. */
  private final EdgeServer server =
      ListeningEdge.create(
          ListeningEdge.directory(),
          new ClickIds(Sample.clickKeys("k1")),
          event -> {
            if (Thread.currentThread().isVirtual()) {
              hold();
            }
            return CompletableFuture.completedFuture(new Stored.Durable());
          },
          refused -> {},
          metrics,
          100,
          null,
          0);

  LargeBodiesTest() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
    http.close();
    assertThat(metrics.get("edge_unexpected_errors_total").counter().count()).isZero();
  }

  @Test
  void aLargeBodyHoldsUpNoClickOfItsEventLoop() throws Exception {
    CompletableFuture<HttpResponse<String>> large =
        post("/v1/events", padded(CLICKS, LargeBodies.LARGE + 1), null);
    assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
    HttpResponse<String> click = http.send(request("/c/" + CODE).build(), BodyHandlers.ofString());
    assertThat(click.statusCode()).isEqualTo(302);
    assertThat(large).isNotDone();
    open.countDown();
    assertThat(large.join().statusCode()).isEqualTo(202);
    assertThat(large.join().body()).contains("\"status\":\"accepted\"", "\"click_id\"");
  }

  @Test
  void aSmallBodyStaysOnItsEventLoop() throws Exception {
    assertThat(post("/v1/events", padded(CLICKS, LargeBodies.LARGE), null).join().statusCode())
        .isEqualTo(202);
    byte[] messages = padded(PAGES.formatted(""), LargeBodies.LARGE);
    assertThat(post("/v1/batch", messages, null).join().statusCode()).isEqualTo(200);
    assertThat(aside).hasValue(0);
  }

  @Test
  void aPackedBodyIsUnpackedBesideTheEventLoop() throws Exception {
    open.countDown();
    byte[] packed = gzip(padded(PAGES.formatted(""), LargeBodies.LARGE));
    assertThat(packed.length).isLessThan(1_000);
    assertThat(post("/v1/batch", packed, "gzip").join().statusCode()).isEqualTo(200);
    assertThat(aside).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"right, 200", "wrong, 401"})
  void theKeyOfALargeBodyMayStandInIt(String which, int status) {
    open.countDown();
    String key = which.equals("right") ? KEY : "wrong";
    byte[] body = padded(PAGES.formatted(", \"writeKey\": \"" + key + "\""), LargeBodies.LARGE + 1);
    HttpRequest request = request("/v1/batch").POST(BodyPublishers.ofByteArray(body)).build();
    assertThat(http.sendAsync(request, BodyHandlers.ofString()).join().statusCode())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/events | {\"events\": 1} | 400",
        "/v1/events | {\"events\": [ | 400",
        "/v1/batch  | {\"batch\": 1}  | 400",
        "/v1/batch  | []              | 400",
        "/v1/track  | {}              | 200"
      })
  void aLargeBodyThatIsNotTakenIsAnsweredAsASmallOne(String path, String body, int status) {
    open.countDown();
    assertThat(post(path, padded(body, LargeBodies.LARGE + 1), null).join().statusCode())
        .isEqualTo(status);
  }

  @Test
  void thoseThatFindNoRoomAreToldToWaitAndTheOthersTakeTurns() {
    byte[] body = padded(PAGES.formatted(""), SegmentEndpoint.MAX_BODY);
    int room = LargeBodies.MAX_HELD / SegmentEndpoint.MAX_BODY;
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < room + 1; i++) {
      answers.add(post("/v1/batch", body, null));
    }
    HttpResponse<?> first =
        (HttpResponse<?>) CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new)).join();
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(first.body().toString()).contains("\"code\":\"overloaded\"");
    open.countDown();
    assertThat(answers)
        .extracting(answer -> answer.join().statusCode())
        .containsOnlyOnce(429)
        .containsOnly(200, 429);
    assertThat(mostAtOnce)
        .hasValueLessThanOrEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    assertThat(post("/v1/batch", body, null).join().statusCode()).isEqualTo(200);
  }

  private void hold() {
    aside.incrementAndGet();
    mostAtOnce.accumulateAndGet(storing.incrementAndGet(), Math::max);
    reached.countDown();
    try {
      assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      storing.decrementAndGet();
    }
  }

  private CompletableFuture<HttpResponse<String>> post(String path, byte[] body, String encoding) {
    HttpRequest.Builder request =
        request(path)
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    if (encoding != null) {
      request.header("Content-Encoding", encoding);
    }
    return http.sendAsync(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  /** The same JSON in that many bytes. */
  private static byte[] padded(String json, int bytes) {
    return (json + " ".repeat(bytes - json.length())).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }
}
