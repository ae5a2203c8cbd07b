package io.tributary.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plain requests, redirects not followed, and waiting for what comes later. */
final class Http {

  static final JsonMapper JSON = JsonMapper.builder().build();
  static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
          + " Safari/537.36";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private Http() {}

  /** An answer; its body parsed where it is JSON. */
  record Answer(int status, Map<String, String> headers, String body) {

    JsonNode json() {
      return JSON.readTree(body);
    }

    String contentType() {
      return headers.getOrDefault("content-type", "").split(";")[0].strip();
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** The codes of a problem document's field errors, by field. */
    Map<String, String> errors() {
      Map<String, String> errors = new LinkedHashMap<>();
      json()
          .path("errors")
          .forEach(
              error -> errors.put(error.path("field").asString(), error.path("code").asString()));
      return errors;
    }
  }

  static Answer send(
      String method, String address, Map<String, String> headers, Optional<String> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(20))
            .method(
                method,
                body.map(HttpRequest.BodyPublishers::ofString)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    headers.forEach(request::setHeader);
    if (!headers.containsKey("User-Agent")) {
      request.setHeader("User-Agent", BROWSER);
    }
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Map<String, String> received = new LinkedHashMap<>();
      response
          .headers()
          .map()
          .forEach((name, values) -> received.put(name, String.join("\n", values)));
      return new Answer(response.statusCode(), received, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static Answer get(String address) {
    return send("GET", address, Map.of(), Optional.empty());
  }

  static String query(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The first value that is there, asked for again and again. */
  static <T> T eventually(Duration within, String what, Supplier<Optional<T>> probe) {
    Instant limit = Instant.now().plus(within);
    while (true) {
      Optional<T> found = probe.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError(what + ": not within " + within);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
