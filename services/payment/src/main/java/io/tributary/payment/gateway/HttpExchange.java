package io.tributary.payment.gateway;

import io.tributary.payment.transfer.GatewayAnswer;
import io.tributary.payment.transfer.GatewayOutcome;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.BiFunction;

/** One request to a gateway: never repeated, never redirected, limited in time and size. */
final class HttpExchange {

  static final Duration CONNECT = Duration.ofSeconds(5);
  static final Duration READ = Duration.ofSeconds(20);
  static final int MAX_BODY = 1024 * 1024;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Duration read;

  HttpExchange(Duration read) {
    this.read = read;
  }

  /**
   * Sends.
   *
   * @param meaning of a status and a body
   */
  GatewayAnswer send(
      HttpRequest.Builder request, BiFunction<Integer, byte[], GatewayOutcome> meaning) {
    try {
      HttpResponse<byte[]> response =
          http.send(
              request.timeout(read).build(),
              BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY));
      return new GatewayAnswer(
          response.statusCode(),
          response.body(),
          meaning.apply(response.statusCode(), response.body()));
    } catch (IOException e) {
      return lost(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lost("stopped while waiting");
    }
  }

  private static GatewayAnswer lost(String why) {
    return new GatewayAnswer(null, null, new GatewayOutcome.Unknown("no answer: " + why));
  }
}
