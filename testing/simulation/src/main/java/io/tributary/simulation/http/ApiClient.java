package io.tributary.simulation.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The management API as one signed-in user. What gets no answer, or a 5xx, is tried again under the
 * same idempotency key; an expired token is renewed.
 */
public final class ApiClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final int TRIES = 20;
  private static final int PAGE = 500;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final JsonMapper json = new JsonMapper();
  private final URI base;
  private final String email;
  private final String password;
  private volatile @Nullable String token;

  /**
   * A client that signs in with its first request.
   *
   * @param base scheme, host and port
   */
  public ApiClient(URI base, String email, String password) {
    this.base = base;
    this.email = email;
    this.password = password;
  }

  /**
   * Reads a resource.
   *
   * @param path below {@code /api/v1/}
   * @throws ApiFailure unless the answer is 2xx
   */
  public JsonNode get(String path) throws InterruptedException {
    return send("GET", path, null);
  }

  /** Reads a list to its end. */
  public List<JsonNode> list(String path) throws InterruptedException {
    List<JsonNode> rows = new ArrayList<>();
    String separator = path.contains("?") ? "&" : "?";
    String cursor = "";
    do {
      JsonNode page = get(path + separator + "limit=" + PAGE + cursor);
      page.path("data").forEach(rows::add);
      JsonNode next = page.path("next_cursor");
      cursor = next.isString() ? "&cursor=" + next.asString() : "";
    } while (!cursor.isEmpty());
    return rows;
  }

  public JsonNode post(String path, Map<String, ?> body) throws InterruptedException {
    return send("POST", path, body);
  }

  public JsonNode patch(String path, Map<String, ?> body) throws InterruptedException {
    return send("PATCH", path, body);
  }

  public void delete(String path) throws InterruptedException {
    send("DELETE", path, null);
  }

  private JsonNode send(String method, String path, @Nullable Map<String, ?> body)
      throws InterruptedException {
    String key = UUID.randomUUID().toString();
    ApiFailure failure = new ApiFailure(0, "not tried");
    boolean renewed = false;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        Answer answer = exchange(method, path, body, key, token());
        if (answer.status() / 100 == 2) {
          return answer.json();
        }
        failure = failure(method, path, answer);
        if (answer.status() == 401 && !renewed) {
          renewed = true;
          token = null;
          continue;
        }
        if (answer.status() < 500 && answer.status() != 429) {
          throw failure;
        }
      } catch (IOException e) {
        failure = new ApiFailure(0, "%s %s: %s".formatted(method, path, e));
      }
      Thread.sleep(RETRY);
    }
    throw failure;
  }

  private String token() throws IOException, InterruptedException {
    String known = token;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      String renewed = token;
      if (renewed == null) {
        Answer answer =
            exchange(
                "POST",
                "auth/login",
                Map.of("email", email, "password", password),
                UUID.randomUUID().toString(),
                null);
        if (answer.status() != 200) {
          if (answer.status() >= 500) {
            throw new IOException("sign-in answered " + answer.status());
          }
          throw failure("POST", "auth/login", answer);
        }
        renewed = answer.json().path("access_token").asString();
        token = renewed;
      }
      return renewed;
    }
  }

  private Answer exchange(
      String method,
      String path,
      @Nullable Map<String, ?> body,
      String key,
      @Nullable String bearer)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve("/api/v1/" + path))
            .timeout(TIMEOUT)
            .header("Accept", "application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(json.writeValueAsString(body)));
    if (body != null) {
      request.header("Content-Type", "application/json").header("Idempotency-Key", key);
    }
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  private static ApiFailure failure(String method, String path, Answer answer) {
    return new ApiFailure(
        answer.status(),
        "%s %s answered %d: %s".formatted(method, path, answer.status(), answer.body()));
  }
}
