package io.tributary.simulation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An edge that answers as the contract says and remembers what it was asked. */
public final class FakeEdge implements AutoCloseable {

  private final JsonMapper json = new JsonMapper();
  private final HttpServer server;
  private final AtomicInteger next = new AtomicInteger();

  /** Requests by path and query. */
  public final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** Cookies sent, by address. */
  public final Map<String, String> cookies = new ConcurrentHashMap<>();

  /** Events of the event API. */
  public final List<JsonNode> events = Collections.synchronizedList(new ArrayList<>());

  /** While set, every answer is 503. */
  public final AtomicBoolean down = new AtomicBoolean();

  public FakeEdge() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestURI().toString());
    String path = exchange.getRequestURI().getPath();
    if (down.get()) {
      answer(exchange, 503, "{}");
    } else if (path.startsWith("/c/") || path.startsWith("/i/")) {
      String cookie = exchange.getRequestHeaders().getFirst("Cookie");
      if (cookie == null) {
        exchange
            .getResponseHeaders()
            .add("Set-Cookie", "tb_vid=visitor%d; HttpOnly".formatted(next.incrementAndGet()));
      } else {
        cookies.put(exchange.getRequestHeaders().getFirst("X-Forwarded-For"), cookie);
      }
      exchange
          .getResponseHeaders()
          .add("Location", "https://shop.example/?click_id=click" + next.incrementAndGet());
      answer(exchange, path.startsWith("/c/") ? 302 : 200, "");
    } else if (path.equals("/postback")) {
      boolean right = exchange.getRequestURI().getQuery().contains("token=right");
      answer(
          exchange,
          right ? 200 : 403,
          right
              ? "{\"status\":\"accepted\",\"conversion_id\":\"conv_%d\"}"
                  .formatted(next.incrementAndGet())
              : "{}");
    } else {
      events(exchange);
    }
  }

  private void events(HttpExchange exchange) throws IOException {
    JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
    List<Map<String, Object>> results = new ArrayList<>();
    for (JsonNode event : body.path("events")) {
      events.add(event);
      results.add(
          Map.of("status", "accepted", "click_id", "id-of-" + event.path("event_id").asString()));
    }
    answer(exchange, 202, json.writeValueAsString(Map.of("results", results)));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
