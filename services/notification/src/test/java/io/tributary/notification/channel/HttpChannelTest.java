package io.tributary.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.contract.id.TenantId;
import io.tributary.notification.webhook.Answer;
import io.tributary.notification.webhook.Delivery;
import io.tributary.notification.webhook.Network;
import io.tributary.notification.webhook.TargetPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpChannelTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String BODY = "{\"type\":\"payout.paid\"}";

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger lookups = new AtomicInteger();
  private final AtomicReference<Map<String, List<String>>> headers = new AtomicReference<>();
  private final AtomicReference<String> body = new AtomicReference<>();
  private HttpServer server;
  private int port;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    port = server.getAddress().getPort();
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          headers.set(Map.copyOf(exchange.getRequestHeaders()));
          body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          answer(exchange);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    switch (path) {
      case "/moved" -> {
        exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port + "/elsewhere");
        exchange.sendResponseHeaders(302, -1);
      }
      case "/busy" -> {
        exchange.getResponseHeaders().set("Retry-After", "120");
        exchange.sendResponseHeaders(429, -1);
      }
      case "/slow" -> {
        exchange.sendResponseHeaders(200, 0);
        try {
          for (int i = 0; i < 100; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            Thread.sleep(50);
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      case "/large" -> {
        exchange.sendResponseHeaders(200, 0);
        byte[] block = new byte[64 * 1_024];
        for (int i = 0; i < 200; i++) {
          exchange.getResponseBody().write(block);
        }
      }
      default -> exchange.sendResponseHeaders(204, -1);
    }
    exchange.close();
  }

  @Test
  void theReceiverCanVerifyTheSignature() throws Exception {
    try (HttpChannel channel = channel("127.0.0.0/8")) {
      assertThat(channel.deliver(delivery("http://127.0.0.1:" + port + "/in")))
          .isEqualTo(new Answer.Status(204, null));
    }
    assertThat(body.get()).isEqualTo(BODY);
    assertThat(headers.get().get("Content-type").getFirst()).startsWith("application/json");
    Map<String, List<String>> received =
        Map.of(
            "webhook-id", headers.get().get("Webhook-id"),
            "webhook-timestamp", headers.get().get("Webhook-timestamp"),
            "webhook-signature", headers.get().get("Webhook-signature"));
    new Webhook(SECRET).verify(body.get(), received);
    assertThatThrownBy(() -> new Webhook(SECRET).verify(body.get() + " ", received))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void theSignatureIsThatOfThePublishedVector() throws Exception {
    assertThat(
            new Webhook(SECRET)
                .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330L, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void aNameIsResolvedOnceAndTheConnectionGoesToThatAddress() throws Exception {
    try (HttpChannel channel = channel("127.0.0.0/8")) {
      assertThat(channel.deliver(delivery("http://hooks.test:" + port + "/in")))
          .isEqualTo(new Answer.Status(204, null));
    }
    assertThat(lookups.get()).isEqualTo(1);
    assertThat(headers.get().get("Host")).containsExactly("hooks.test:" + port);
  }

  @Test
  void aNameThatPointsInsideIsNotConnectedTo() throws Exception {
    try (HttpChannel channel = channel()) {
      assertThat(channel.deliver(delivery("https://hooks.test/in")))
          .isEqualTo(new Answer.Unreachable("address_refused"));
      assertThat(channel.deliver(delivery("http://127.0.0.1:" + port + "/in")))
          .isEqualTo(new Answer.Unreachable("address_refused"));
    }
    assertThat(calls.get()).isZero();
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (HttpChannel channel = channel("127.0.0.0/8")) {
      assertThat(channel.deliver(delivery("http://127.0.0.1:" + port + "/moved")))
          .isEqualTo(new Answer.Status(302, null));
    }
    assertThat(calls.get()).isEqualTo(1);
  }

  @Test
  void retryAfterIsReadAndALargeAnswerIsCut() throws Exception {
    try (HttpChannel channel = channel("127.0.0.0/8")) {
      assertThat(channel.deliver(delivery("http://127.0.0.1:" + port + "/busy")))
          .isEqualTo(new Answer.Status(429, Duration.ofMinutes(2)));
      assertThat(channel.deliver(delivery("http://127.0.0.1:" + port + "/large")))
          .isEqualTo(new Answer.Status(200, null));
    }
  }

  @Test
  void anAnswerThatDripsIsCutOffAndNobodyThereIsAFailure() throws Exception {
    try (HttpChannel channel = channel("127.0.0.0/8")) {
      assertThat(channel.deliver(delivery("http://127.0.0.1:" + port + "/slow")))
          .isEqualTo(new Answer.TimedOut());
      server.stop(0);
      assertThat(channel.deliver(delivery("http://127.0.0.1:" + port + "/in")))
          .isEqualTo(new Answer.Unreachable("connection_failed"));
    }
  }

  private HttpChannel channel(String... allowed) {
    return new HttpChannel(
        new TargetPolicy(List.of(allowed).stream().map(Network::parse).toList()),
        host -> {
          lookups.incrementAndGet();
          return List.of(InetAddress.getLoopbackAddress());
        },
        InstantSource.system(),
        Duration.ofSeconds(1));
  }

  private static Delivery delivery(String url) {
    return new Delivery(
        new TenantId("ten_01K9ZQ4T6R8XJ2M5N7P9S1V3W0"),
        "del_1",
        "wh_1",
        url,
        SECRET,
        "msg_1",
        BODY,
        1,
        null);
  }
}
