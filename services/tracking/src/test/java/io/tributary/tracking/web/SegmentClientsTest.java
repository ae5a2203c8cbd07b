package io.tributary.tracking.web;

import static io.tributary.tracking.Sample.CAMPAIGN;
import static io.tributary.tracking.Sample.KEY;
import static io.tributary.tracking.Sample.NOW;
import static io.tributary.tracking.Sample.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.TrackMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.PageViewed;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Refused;
import io.tributary.contract.tracking.Report.Item;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.tracking.Sample;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.VisitorId;
import io.tributary.tracking.visitor.VisitorSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Published clients of the Segment protocol, which only know another host, against the edge. */
class SegmentClientsTest {

  private static final Path NODE_CLIENT = Path.of("src", "test", "segment-client");
  private static final long INSTALL_SECONDS = 180;

  private final RecordingSink sink = new RecordingSink();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ClickIds clickIds = new ClickIds(Sample.clickKeys("k1"));
  private final VisitorId visitor = new VisitorSource(new Random(1)).next();
  private final String clickId = clickIds.mint(TENANT, visitor, NOW, 1);
  private final HttpClient http = HttpClient.newHttpClient();
  private final EdgeServer server =
      ListeningEdge.create(ListeningEdge.directory(), clickIds, sink, sink, metrics, 100, null, 0);

  SegmentClientsTest() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
    http.close();
    assertThat(metrics.get("edge_unexpected_errors_total").counter().count()).isZero();
  }

  @Test
  void theNodeClientIsUnderstood() throws Exception {
    Path folder = installed();
    ProcessBuilder builder =
        new ProcessBuilder("node", "send.mjs")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile());
    builder.environment().putAll(Map.of("HOST", host(), "WRITE_KEY", KEY, "CLICK_ID", clickId));
    assertSucceeds(builder, folder.resolve("output.txt"), 60);
    List<ConversionReceived> orders = sink.events(ConversionReceived.class);
    assertThat(orders).hasSize(2);
    assertThat(orders)
        .extracting(ConversionReceived::conversionId)
        .hasSameElementsAs(List.of(orders.getFirst().conversionId()));
    assertOrder(orders.getFirst(), "node-1", "cust-node");
    assertThat(orders.getFirst().eventId()).isEqualTo("node-order-1");
    assertThat(orders.getFirst().coupon()).isEqualTo("SPRING10");
    assertThat(orders.getFirst().clickId()).isEqualTo(clickId);
    assertThat(orders.getFirst().visitorId()).isEqualTo(visitor.value());
    assertThat(sink.events(Identified.class))
        .extracting(Identified::customerId)
        .containsOnly("cust-node")
        .hasSize(4);
    PageViewed page = sink.events(PageViewed.class).getFirst();
    assertThat(page.url()).isEqualTo("https://shop.example/p");
    assertThat(page.visitorId())
        .as("one anonymous id is one visitor")
        .isEqualTo(sink.events(Identified.class).getFirst().visitorId());
    assertThat(sink.refusals())
        .extracting(Refused::reason)
        .containsExactlyInAnyOrder("not_a_conversion", "not_used", "not_used");
    assertThat(EventJson.mapper().writeValueAsString(sink.events(TrackingEvent.class)))
        .doesNotContainIgnoringCase("anna@");
  }

  @Test
  void theJavaClientIsUnderstood() throws Exception {
    Analytics analytics =
        Analytics.builder(KEY).endpoint(host()).flushInterval(1, TimeUnit.SECONDS).build();
    analytics.enqueue(
        TrackMessage.builder("Order Completed")
            .userId("cust-java")
            .properties(
                Map.of(
                    "order_id",
                    "java-1",
                    "revenue",
                    25.5,
                    "currency",
                    "USD",
                    "click_id",
                    clickId,
                    "products",
                    List.of(
                        Map.of("sku", "a", "category", "books", "quantity", 2, "price", 12.75)))));
    analytics.enqueue(
        IdentifyMessage.builder().userId("cust-java").traits(Map.of("email", "a@b.example")));
    analytics.enqueue(
        TrackMessage.builder("Order Refunded")
            .userId("cust-java")
            .properties(Map.of("order_id", "java-1", "total", 5)));
    analytics.flush();
    for (int i = 0; i < 200 && sink.events(RefundReceived.class).isEmpty(); i++) {
      Thread.sleep(50);
    }
    analytics.shutdown();
    assertThat(sink.refusals()).isEmpty();
    ConversionReceived order = sink.events(ConversionReceived.class).getFirst();
    assertOrder(order, "java-1", "cust-java");
    RefundReceived refund = sink.events(RefundReceived.class).getFirst();
    assertThat(refund.conversionId()).isEqualTo(order.conversionId());
    assertThat(refund.amount().minor()).isEqualTo(500);
    assertThat(sink.events(Identified.class)).hasSize(2);
  }

  @Test
  void aSingleMessageIsTakenRefusedOrIgnoredAndSaysSo() throws Exception {
    String order =
        "{\"event\": \"Order Completed\", \"userId\": 7, \"messageId\": \"m\","
            + " \"properties\": {\"order_id\": \"o\", \"total\": %s}}";
    HttpResponse<String> taken = post("/v1/track", order.formatted("10"), basic(KEY), null);
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
    assertThat(taken.body()).contains("\"success\":true", "\"conversion_id\":\"conv_");
    assertThat(sink.events(ConversionReceived.class).getFirst().customerId()).isEqualTo("7");
    HttpResponse<String> refused = post("/v1/track", order.formatted("1.005"), basic(KEY), null);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("invalid_amount");
    HttpResponse<String> ignored =
        post("/v1/group", "{\"userId\": \"u\", \"groupId\": \"g\"}", basic(KEY), null);
    assertThat(ignored.statusCode()).isEqualTo(200);
    assertThat(ignored.body()).contains("\"status\":\"ignored\"", "not_used");
    assertThat(sink.refusals())
        .extracting(Refused::reason)
        .containsExactly("invalid_amount", "not_used");
  }

  @Test
  void bodiesArePackedOrNotAndBounded() throws Exception {
    String batch = "{\"batch\": [{\"type\": \"page\", \"anonymousId\": \"a\"}]}";
    byte[] packed = gzip(batch.getBytes(StandardCharsets.UTF_8));
    assertThat(post("/v1/batch", packed, basic(KEY), "gzip").statusCode()).isEqualTo(200);
    assertThat(sink.events(PageViewed.class)).hasSize(1);
    byte[] bomb = gzip(new byte[SegmentEndpoint.MAX_BODY + 1]);
    assertThat(bomb.length).isLessThan(100_000);
    assertThat(post("/v1/batch", bomb, basic(KEY), "gzip").statusCode()).isEqualTo(413);
    assertThat(post("/v1/batch", batch, basic(KEY), "gzip").statusCode()).isEqualTo(400);
    assertThat(post("/v1/batch", packed, basic(KEY), "br").statusCode()).isEqualTo(415);
    assertThat(post("/v1/batch", "{\"batch\": 1}", basic(KEY), null).statusCode()).isEqualTo(400);
    assertThat(post("/v1/import", "[", basic(KEY), null).statusCode()).isEqualTo(400);
    assertThat(
            post("/v1/batch", new byte[SegmentEndpoint.MAX_BODY + 1], basic(KEY), null)
                .statusCode())
        .isEqualTo(413);
    String large = "x".repeat(SegmentEndpoint.MAX_MESSAGE);
    HttpResponse<String> mixed =
        post(
            "/v1/batch",
            "{\"batch\": [{\"type\": \"page\", \"anonymousId\": \"a\", \"x\": \"%s\"}, 7, {}]}"
                .formatted(large),
            basic(KEY),
            null);
    assertThat(mixed.statusCode()).isEqualTo(200);
    assertThat(mixed.body()).contains("event_too_large", "wrong_type", "unknown_type");
    String many = "{},".repeat(SegmentEndpoint.MAX_MESSAGES);
    assertThat(post("/v1/batch", "{\"batch\": [" + many + "{}]}", basic(KEY), null).statusCode())
        .isEqualTo(413);
  }

  @Test
  void onlyASecretKeyWithTheScopeIsLetIn() throws Exception {
    for (String authorization :
        List.of("Basic", "Basic %%%", basic("wrong"), basic(""), "Bearer wrong")) {
      assertThat(post("/v1/track", "{}", authorization, null).statusCode())
          .as(authorization)
          .isEqualTo(401);
    }
    for (String body : List.of("{}", "{\"writeKey\": \"wrong\"}", "{\"writeKey\": 7}")) {
      assertThat(post("/v1/track", body, null, null).statusCode()).as(body).isEqualTo(401);
    }
    HttpResponse<String> inBody =
        post("/v1/track", "{\"writeKey\": \"%s\"}".formatted(KEY), null, null);
    assertThat(inBody.statusCode()).isEqualTo(200);
    assertThat(sink.refusals()).noneMatch(refused -> refused.raw().contains(KEY));
    assertThat(post("/v1/track", "{}", "Bearer " + KEY, null).statusCode()).isEqualTo(200);
  }

  private void assertOrder(ConversionReceived order, String orderId, String customer) {
    CurrencyCode usd = new CurrencyCode("USD");
    assertThat(order.campaignId()).isEqualTo(CAMPAIGN);
    assertThat(order.channel()).isEqualTo(Channel.SEGMENT);
    assertThat(order.event()).isEqualTo("purchase");
    assertThat(order.orderId()).isEqualTo(orderId);
    assertThat(order.customerId()).isEqualTo(customer);
    assertThat(order.clickId()).isEqualTo(clickId);
    assertThat(order.amount()).isEqualTo(new Money(2_550, usd));
    assertThat(order.report().items())
        .containsExactly(new Item("a", "books", 2, new Money(1_275, usd)));
    assertThat(Duration.between(order.occurredAt(), order.receivedAt()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  /** The folder with the client, which is installed once per build. */
  private static Path installed() throws Exception {
    Path folder = Path.of("target", "segment-client");
    Files.createDirectories(folder);
    for (String file : List.of("package.json", "package-lock.json", ".npmrc", "send.mjs")) {
      Files.copy(
          NODE_CLIENT.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.isDirectory(folder.resolve("node_modules"))) {
      Path output = folder.resolve("install.txt");
      assertSucceeds(
          new ProcessBuilder("npm", "ci", "--prefer-offline")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile()),
          output,
          INSTALL_SECONDS);
    }
    return folder;
  }

  private static void assertSucceeds(ProcessBuilder builder, Path output, long seconds)
      throws Exception {
    Process process = builder.start();
    try {
      assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private String host() {
    return "http://127.0.0.1:" + server.port();
  }

  private HttpResponse<String> post(String path, String body, String authorization, String encoding)
      throws Exception {
    return post(path, body.getBytes(StandardCharsets.UTF_8), authorization, encoding);
  }

  private HttpResponse<String> post(String path, byte[] body, String authorization, String encoding)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(host() + path))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (encoding != null) {
      request.header("Content-Encoding", encoding);
    }
    return http.send(
        request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
  }

  private static String basic(String key) {
    return "Basic "
        + Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }
}
