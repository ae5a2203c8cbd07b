package io.tributary.simulation.http;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The tracking edge as browsers and advertisers' servers see it. Redirects are not followed. */
public final class EdgeClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final JsonMapper json = new JsonMapper();
  private final URI base;

  /**
   * A client.
   *
   * @param base scheme, host and port
   */
  public EdgeClient(URI base) {
    this.base = base;
  }

  /**
   * A visitor's browser.
   *
   * @param ip sent as the nearest proxy would
   * @param cookie {@code tb_vid=...}, null on the first visit
   */
  public record Browser(String ip, String userAgent, String language, @Nullable String cookie) {}

  public Answer click(String code, Map<String, String> query, Browser browser)
      throws IOException, InterruptedException {
    return browse("/c/" + code, query, browser);
  }

  public Answer impression(String code, Browser browser) throws IOException, InterruptedException {
    return browse("/i/" + code + ".gif", Map.of(), browser);
  }

  public Answer postback(Map<String, String> query) throws IOException, InterruptedException {
    return exchange(HttpRequest.newBuilder(address("/postback", query)).GET());
  }

  /** Sends a batch of the event API. */
  public Answer events(String apiKey, List<Map<String, String>> events)
      throws IOException, InterruptedException {
    return exchange(
        HttpRequest.newBuilder(address("/v1/events", Map.of()))
            .header("Authorization", "Bearer " + apiKey)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json.writeValueAsString(Map.of("events", events)))));
  }

  /** The browser's visitor has agreed to be recognised, as the affiliate's page tells. */
  private Answer browse(String path, Map<String, String> query, Browser browser)
      throws IOException, InterruptedException {
    Map<String, String> agreed = new LinkedHashMap<>(query);
    agreed.put("consent", "granted");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path, agreed))
            .header("X-Forwarded-For", browser.ip())
            .header("User-Agent", browser.userAgent())
            .header("Accept-Language", browser.language())
            .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
            .GET();
    if (browser.cookie() != null) {
      request.header("Cookie", browser.cookie());
    }
    return exchange(request);
  }

  private Answer exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  private URI address(String path, Map<String, String> query) {
    String text =
        query.entrySet().stream()
            .map(
                parameter ->
                    parameter.getKey()
                        + "="
                        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
            .collect(joining("&"));
    return base.resolve(text.isEmpty() ? path : path + "?" + text);
  }
}
