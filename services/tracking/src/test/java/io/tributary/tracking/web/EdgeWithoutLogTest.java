package io.tributary.tracking.web;

import static io.tributary.tracking.Sample.CODE;
import static io.tributary.tracking.Sample.TENANT;
import static io.tributary.tracking.Sample.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.tracking.Sample;
import io.tributary.tracking.directory.Directory;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.VisitorSource;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the edge answers when the log does not take an event, or when there is a bug. */
class EdgeWithoutLogTest {

  private static final String BATCH =
      "{\"events\": [{\"type\": \"click\", \"link_code\": \"%s\"}]}".formatted(CODE);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ClickIds clickIds = new ClickIds(Sample.clickKeys("k1"));
  private final HttpClient http = HttpClient.newHttpClient();
  private EdgeServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop();
    }
    http.close();
  }

  @Test
  void nothingStopsARedirectAndTheClickIsCounted() throws Exception {
    start(event -> notDurable(), 100, null, freePort());
    for (int i = 0; i < 20; i++) {
      HttpResponse<String> answer = get("/c/" + CODE);
      assertThat(answer.statusCode()).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location"))
          .hasValueSatisfying(
              location -> assertThat(location).startsWith("https://shop.example/landing"));
    }
    assertThat(metrics.get("clicks_unrecorded_total").counter().count()).isEqualTo(20);
  }

  @Test
  void whatIsNotDurableIsNotAccepted() throws Exception {
    start(event -> notDurable(), 100, null, 0);
    HttpResponse<String> postback = get("/postback?order_id=o&" + identity());
    assertThat(postback.statusCode()).isEqualTo(503);
    assertThat(postback.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(postback.body()).contains("\"code\":\"temporarily_unavailable\"");
    HttpResponse<String> batch = events();
    assertThat(batch.statusCode()).isEqualTo(503);
    assertThat(batch.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(get("/i/" + CODE + ".gif").statusCode()).isEqualTo(503);
  }

  @Test
  void oneEventThatIsNotDurableHoldsBackItsBatch() throws Exception {
    int[] events = {0};
    start(event -> events[0]++ == 0 ? notDurable() : durable(), 100, null, 0);
    HttpResponse<String> batch =
        post(
            "{\"events\": [%1$s, %1$s, %1$s]}"
                .formatted("{\"type\": \"click\", \"link_code\": \"" + CODE + "\"}"));
    assertThat(batch.statusCode()).isEqualTo(503);
    assertThat(events[0]).isEqualTo(3);
  }

  @Test
  void theAnswerWaitsForTheLog() throws Exception {
    CompletableFuture<TouchSink.Stored> acknowledged = new CompletableFuture<>();
    start(event -> acknowledged, 100, null, 0);
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request("/c/" + CODE).build(), BodyHandlers.ofString());
    Thread.sleep(200);
    assertThat(answer).isNotDone();
    acknowledged.complete(new TouchSink.Stored.Durable());
    assertThat(answer.join().statusCode()).isEqualTo(302);
  }

  @Test
  void inOverloadPostbacksAreShedAndRedirectsAreNot() throws Exception {
    start(event -> durable(), 0, null, 0);
    assertThat(get("/c/" + CODE).statusCode()).isEqualTo(302);
    HttpResponse<String> postback = get("/postback?order_id=o&" + identity());
    assertThat(postback.statusCode()).isEqualTo(503);
    assertThat(postback.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(postback.body()).contains("\"code\":\"overloaded\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/events", "/v1/track", "/v1/conversions/csv", "/v1/collect"})
  void inOverloadBatchesAreToldToSendLess(String path) throws Exception {
    start(event -> durable(), 0, null, 0);
    HttpResponse<String> answer =
        http.send(
            request(path).POST(BodyPublishers.ofString(BATCH)).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(answer.body()).contains("\"code\":\"overloaded\"");
    assertThat(metrics.get("rate_limited_total").tag("class", "overload").counter().count())
        .isEqualTo(1);
  }

  @Test
  void aBugIsAnsweredWithoutDetailsAndCounted() throws Exception {
    start(
        event -> {
          throw new IllegalStateException("secret detail of " + (event instanceof Click));
        },
        100,
        null,
        0);
    HttpResponse<String> answer = get("/c/" + CODE);
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("internal_error").doesNotContain("secret", "Exception");
    assertThat(metrics.get("edge_unexpected_errors_total").counter().count()).isEqualTo(1);
    assertThat(metrics.get("edge_requests_in_flight").gauge().value()).isZero();
  }

  @Test
  void aLinkThatDoesNotEarnLeadsToTheConfiguredFallback() throws Exception {
    Directory directory = ListeningEdge.directory();
    directory.applyCampaign("campaign", Sample.campaign(CampaignSnapshot.Status.PAUSED));
    start(event -> durable(), 100, "https://fallback.example/", 0, directory);
    HttpResponse<String> answer = get("/c/" + CODE);
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).hasValue("https://fallback.example/");
  }

  @Test
  void aClientThatGoesAwayEndsItsRequest() throws Exception {
    start(event -> new CompletableFuture<>(), 100, null, 0);
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request("/c/" + CODE).build(), BodyHandlers.ofString());
    awaitInFlight(1);
    answer.cancel(true);
    awaitInFlight(0);
  }

  @Test
  void everyForwardedForHeaderIsRead() throws Exception {
    CompletableFuture<TrackingEvent> stored = new CompletableFuture<>();
    start(
        event -> {
          stored.complete(event);
          return durable();
        },
        100,
        null,
        0);
    http.send(
        request("/c/" + CODE)
            .header("X-Forwarded-For", "198.51.100.1")
            .header("X-Forwarded-For", "203.0.113.9")
            .build(),
        BodyHandlers.ofString());
    assertThat(((Click) stored.join()).client().ip()).isEqualTo("203.0.113.0");
  }

  private void start(
      Function<TrackingEvent, CompletableFuture<TouchSink.Stored>> sink,
      int maxInFlight,
      String fallbackUrl,
      int port) {
    start(sink, maxInFlight, fallbackUrl, port, ListeningEdge.directory());
  }

  private void start(
      Function<TrackingEvent, CompletableFuture<TouchSink.Stored>> sink,
      int maxInFlight,
      String fallbackUrl,
      int port,
      Directory directory) {
    server =
        ListeningEdge.create(
            directory,
            clickIds,
            sink::apply,
            refused -> {},
            metrics,
            maxInFlight,
            fallbackUrl,
            port);
    server.start();
  }

  private String identity() {
    String clickId =
        clickIds.mint(TENANT, new VisitorSource(new SecureRandom()).next(), Instant.EPOCH, 1);
    return "click_id=" + clickId + "&token=" + TOKEN;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(10));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> events() throws Exception {
    return post(BATCH);
  }

  private HttpResponse<String> post(String batch) throws Exception {
    return http.send(
        request("/v1/events")
            .header("Authorization", "Bearer " + Sample.KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(batch))
            .build(),
        BodyHandlers.ofString());
  }

  private void awaitInFlight(int expected) throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      if (metrics.get("edge_requests_in_flight").gauge().value() == expected) {
        return;
      }
      Thread.sleep(10);
    }
    assertThat(metrics.get("edge_requests_in_flight").gauge().value()).isEqualTo(expected);
  }

  private static CompletableFuture<TouchSink.Stored> durable() {
    return CompletableFuture.completedFuture(new TouchSink.Stored.Durable());
  }

  private static CompletableFuture<TouchSink.Stored> notDurable() {
    return CompletableFuture.completedFuture(new TouchSink.Stored.NotDurable("test"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
