package io.tributary.tracking.web;

import static io.tributary.tracking.Sample.CAMPAIGN;
import static io.tributary.tracking.Sample.KEY;
import static io.tributary.tracking.Sample.NOW;
import static io.tributary.tracking.Sample.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.Refused;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.tracking.Sample;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.VisitorSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvUploadTest {

  private final RecordingSink sink = new RecordingSink();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ClickIds clickIds = new ClickIds(Sample.clickKeys("k1"));
  private final String clickId =
      clickIds.mint(TENANT, new VisitorSource(new Random(1)).next(), NOW, 1);
  private final HttpClient http = HttpClient.newHttpClient();
  private EdgeServer server = start(sink);

  @AfterEach
  void stop() {
    server.stop();
    http.close();
    assertThat(metrics.get("edge_unexpected_errors_total").counter().count()).isZero();
  }

  @Test
  void eachRowHasItsResultAndIsRecorded() throws Exception {
    String file =
        """
        Order_ID,sum,click_id,campaign_id,customer_id,email,colour,adv1
        o-1,12.50,CLICK,CAMP,cust-1,anna@example.org,red,"a, ""quoted""
        line"
        o-2,12.505,CLICK,CAMP,,,blue,
        o-3,1,forged,CAMP,,bert@example.org,,

        o-4,1
        o-1,12.50,CLICK,CAMP,cust-1,anna@example.org,red,
        """;
    HttpResponse<String> answer = upload("", file);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Map<?, ?> body = json(answer);
    assertThat(body.get("rows")).isEqualTo(5);
    assertThat(body.get("accepted")).isEqualTo(2);
    assertThat(body.get("refused")).isEqualTo(3);
    assertThat(body.get("unknown_columns")).isEqualTo(List.of("colour"));
    List<?> results = (List<?>) body.get("results");
    assertThat(results).hasSize(5);
    assertThat(results.get(0).toString()).contains("row=1", "status=accepted", "conversion_id=");
    assertThat(results.get(1).toString()).contains("row=2", "field=amount, code=invalid_amount");
    assertThat(results.get(2).toString()).contains("code=invalid_click_id");
    assertThat(results.get(3).toString()).contains("code=wrong_columns");
    List<ConversionReceived> recorded = sink.events(ConversionReceived.class);
    assertThat(recorded).hasSize(2);
    assertThat(recorded.getFirst().conversionId()).isEqualTo(recorded.getLast().conversionId());
    assertThat(recorded.getFirst().channel()).isEqualTo(Channel.CSV);
    assertThat(recorded.getFirst().report().parameters().get("adv1")).startsWith("a, \"quoted\"");
    assertThat(sink.events(Identified.class)).hasSize(2);
    assertThat(sink.refusals())
        .extracting(Refused::reason)
        .containsExactly("invalid_amount", "invalid_click_id", "wrong_columns");
    assertThat(sink.refusals().toString()).doesNotContain("bert@");
  }

  @Test
  void aDryRunSaysTheSameAndRecordsNothing() throws Exception {
    String file = "order_id,amount,click_id\no-1,5,CLICK\no-2,x,CLICK\n";
    String dry = upload("?dry_run=true&campaign_id=" + CAMPAIGN, file).body();
    assertThat(sink.events(TrackingEvent.class)).isEmpty();
    assertThat(sink.refusals()).isEmpty();
    String wet = upload("?campaign_id=" + CAMPAIGN, file).body();
    assertThat(wet.replace("\"dry_run\":false", "\"dry_run\":true")).isEqualTo(dry);
    assertThat(sink.events(ConversionReceived.class)).hasSize(1);
  }

  @Test
  void rowsAndTheirWarningsAreCountedWhenTheyAreRecorded() throws Exception {
    String file = "order_id,payout,click_id\no-1,5,CLICK\no-2,5,CLICK\no-3,5,forged\n";
    upload("?dry_run=true&campaign_id=" + CAMPAIGN, file);
    assertThat(metrics.find("tracking_events_total").counters()).isEmpty();
    upload("?campaign_id=" + CAMPAIGN, file);
    assertThat(count("tracking_events_total", "result", "accepted")).isEqualTo(2);
    assertThat(count("tracking_events_total", "result", "refused")).isEqualTo(1);
    assertThat(count("tracking_warnings_total", "reason", "override_not_allowed")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          order_id,orderid         | duplicate_column
          colour,size              | no_columns
          ''                       | no_columns
          type,items,token         | no_columns
          """)
  void aHeaderThatCannotBeUsedRefusesTheFile(String header, String code) throws Exception {
    HttpResponse<String> answer = upload("", header.replace("''", "") + "\na,b\n");
    if (header.equals("''")) {
      answer = upload("", "");
    }
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("code")).isEqualTo(code);
    assertThat(sink.refusals()).isNotEmpty();
  }

  @Test
  void aFileHasBounds() throws Exception {
    String header = "order_id,coupon,campaign_id\n";
    String row = "o,c,CAMP\n";
    Map<?, ?> many = json(upload("?dry_run=true", header + row.repeat(CsvEndpoint.MAX_ROWS + 1)));
    assertThat(many.get("rows")).isEqualTo(CsvEndpoint.MAX_ROWS);
    assertThat(many.get("stopped").toString()).contains("too_many_rows");
    byte[] large = new byte[CsvEndpoint.MAX_BODY + 1];
    assertThat(send("", BodyPublishers.ofByteArray(large)).statusCode()).isEqualTo(413);
    String wide = header + "o,c," + "x".repeat(40_000) + "\n";
    assertThat(upload("", wide).body()).contains("malformed_csv");
    assertThat(upload("", "x,".repeat(100) + "\n").body()).contains("too_many_columns");
    String unfinished = header + row + "o,\"c";
    assertThat(upload("?dry_run=true", unfinished).statusCode()).isEqualTo(200);
    InputStream endless =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new ByteArrayInputStream(header.getBytes(StandardCharsets.UTF_8)),
                    new ByteArrayInputStream(
                        ("o,c," + "x".repeat(10_000) + "\n")
                            .repeat(CsvEndpoint.MAX_BODY / 10_000 + 2)
                            .getBytes(StandardCharsets.UTF_8)))));
    Map<?, ?> stopped = json(send("?dry_run=true", BodyPublishers.ofInputStream(() -> endless)));
    assertThat(stopped.get("stopped").toString()).contains("body_too_large");
    assertThat((int) stopped.get("rows")).isBetween(700, 900);
  }

  @Test
  void whoMayNotOrSendsSomethingElseIsRefused() throws Exception {
    assertThat(
            http.send(
                    HttpRequest.newBuilder(URI.create(address("")))
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString("a"))
                        .build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(401);
    assertThat(upload("?dry_run=maybe", "a").statusCode()).isEqualTo(422);
    assertThat(
            http.send(
                    HttpRequest.newBuilder(URI.create(address("")))
                        .header("Authorization", "Bearer " + KEY)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(415);
  }

  @Test
  void aFileThatIsNotDurableIsToBeSentAgain() throws Exception {
    server.stop();
    server =
        start(event -> CompletableFuture.completedFuture(new TouchSink.Stored.NotDurable("test")));
    HttpResponse<String> answer =
        upload("?campaign_id=" + CAMPAIGN, "order_id,click_id\no-1,CLICK\n");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void oneFileTooManyAtOneTimeIsToWait() throws Exception {
    server.stop();
    CompletableFuture<TouchSink.Stored> stored = new CompletableFuture<>();
    CountDownLatch underWay = new CountDownLatch(CsvEndpoint.MAX_UPLOADS);
    server =
        start(
            event -> {
              underWay.countDown();
              return stored;
            });
    String file = "order_id,click_id\no-1,CLICK\n";
    List<CompletableFuture<Integer>> first = new ArrayList<>();
    for (int i = 0; i < CsvEndpoint.MAX_UPLOADS; i++) {
      first.add(
          CompletableFuture.supplyAsync(
              () -> statusOf("?campaign_id=" + CAMPAIGN, file), Thread::startVirtualThread));
    }
    assertThat(underWay.await(10, TimeUnit.SECONDS)).isTrue();
    HttpResponse<String> answer = upload("?campaign_id=" + CAMPAIGN, file);
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(json(answer).get("code")).isEqualTo("overloaded");
    stored.complete(new TouchSink.Stored.Durable());
    assertThat(first).extracting(CompletableFuture::join).containsOnly(200);
  }

  @Test
  void noFileBreaksTheReader() throws Exception {
    long seed = 20_261_124;
    Random random = new Random(seed);
    String alphabet = "ab,\"\n\r;\u0000\u00e9 \ud83d1.";
    for (int i = 0; i < 150; i++) {
      StringBuilder file = new StringBuilder("order_id,amount,coupon\n");
      int length = random.nextInt(200);
      for (int j = 0; j < length; j++) {
        file.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      HttpResponse<String> answer =
          upload("?dry_run=true&campaign_id=" + CAMPAIGN, file.toString());
      assertThat(answer.statusCode()).as("seed %d, file %d: %s", seed, i, file).isEqualTo(200);
      Map<?, ?> body = json(answer);
      assertThat((int) body.get("accepted") + (int) body.get("refused"))
          .isEqualTo(body.get("rows"))
          .isEqualTo(((List<?>) body.get("results")).size());
    }
  }

  private EdgeServer start(TouchSink events) {
    EdgeServer started =
        ListeningEdge.create(
            ListeningEdge.directory(), clickIds, events, sink, metrics, 100, null, 0);
    started.start();
    return started;
  }

  private HttpResponse<String> upload(String query, String file) throws Exception {
    return send(
        query,
        BodyPublishers.ofString(file.replace("CLICK", clickId).replace("CAMP", CAMPAIGN.value())));
  }

  private int statusOf(String query, String file) {
    try {
      return upload(query, file).statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> send(String query, BodyPublisher body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(address(query)))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "text/csv; charset=utf-8")
            .POST(body)
            .build(),
        BodyHandlers.ofString());
  }

  private String address(String query) {
    return "http://127.0.0.1:" + server.port() + "/v1/conversions/csv" + query;
  }

  private double count(String name, String tag, String value) {
    return metrics.get(name).tag(tag, value).counter().count();
  }

  private static Map<?, ?> json(HttpResponse<String> answer) {
    return EventJson.mapper().readValue(answer.body(), Map.class);
  }
}
