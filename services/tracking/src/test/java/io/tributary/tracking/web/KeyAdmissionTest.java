package io.tributary.tracking.web;

import static io.tributary.tracking.Sample.KEY;
import static io.tributary.tracking.Sample.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.contract.tracking.Refused;
import io.tributary.tracking.Sample;
import io.tributary.tracking.directory.Directory;
import io.tributary.tracking.visitor.ClickIds;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyAdmissionTest {

  private final RecordingSink sink = new RecordingSink();
  private final Directory directory = ListeningEdge.directory();
  private final HttpClient http = HttpClient.newHttpClient();
  private final EdgeServer server =
      ListeningEdge.create(
          directory,
          new ClickIds(Sample.clickKeys("k1")),
          sink,
          sink,
          new SimpleMeterRegistry(),
          100,
          null,
          0);

  KeyAdmissionTest() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
    http.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/events", "/v1/batch", "/v1/conversions/csv"})
  void onlyAValidKeyWithTheScopeIsLetInAndTheOthersAreRecorded(String path) throws Exception {
    HttpResponse<String> none = post(path, "wrong");
    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.body()).contains("\"code\":\"invalid_api_key\"");
    directory.applyIdentity("key", Sample.apiKey("events.backfill"));
    HttpResponse<String> other = post(path, KEY);
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(other.body()).contains("\"code\":\"missing_scope\"");
    assertThat(sink.refusals())
        .extracting(Refused::reason)
        .containsExactly("invalid_api_key", "missing_scope");
    assertThat(sink.refusals()).extracting(Refused::tenantId).containsExactly(null, TENANT);
    directory.applyIdentity("key", Sample.apiKey("events.write"));
    assertThat(post(path, KEY).statusCode()).isNotIn(401, 403);
  }

  private HttpResponse<String> post(String path, String key) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + key)
            .POST(BodyPublishers.ofString("{}"))
            .build(),
        BodyHandlers.ofString());
  }
}
