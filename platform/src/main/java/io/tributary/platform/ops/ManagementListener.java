package io.tributary.platform.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextRefreshedEvent;
import tools.jackson.databind.json.JsonMapper;

/**
 * Health and metrics on a port of their own, in every process: {@code /health/live}, {@code
 * /health/ready}, {@code /health/ready/{role}}, {@code /health/dependencies}, {@code /metrics}.
 */
public final class ManagementListener
    implements SmartLifecycle, ApplicationListener<ContextRefreshedEvent> {

  private static final Logger log = LoggerFactory.getLogger(ManagementListener.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String READY = "/health/ready";

  private final String host;
  private final int port;
  private final PrometheusMeterRegistry metrics;
  private final Supplier<List<ReadinessCheck>> readiness;
  private final Supplier<List<DependencyCheck>> dependencies;
  private volatile boolean accepting;
  private volatile boolean allStarted;
  private @Nullable HttpServer server;

  /**
   * A listener that is not started yet.
   *
   * @param port 0 for a free one
   */
  public ManagementListener(
      String host,
      int port,
      PrometheusMeterRegistry metrics,
      Supplier<List<ReadinessCheck>> readiness,
      Supplier<List<DependencyCheck>> dependencies) {
    this.host = host;
    this.port = port;
    this.metrics = metrics;
    this.readiness = readiness;
    this.dependencies = dependencies;
  }

  @Override
  public synchronized void start() {
    try {
      HttpServer fresh = HttpServer.create(new InetSocketAddress(host, port), 0);
      fresh.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      fresh.createContext(
          "/health/live", get(exchange -> answer(exchange, 200, Map.of("status", "up"))));
      fresh.createContext(READY, get(this::ready));
      fresh.createContext("/health/dependencies", get(this::dependencies));
      fresh.createContext("/metrics", get(this::metrics));
      fresh.start();
      server = fresh;
      accepting = true;
      log.info("health and metrics on {}", fresh.getAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen for health and metrics on %s:%d (tributary.management.port): %s"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  @Override
  public synchronized void stop() {
    accepting = false;
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  @Override
  public boolean isRunning() {
    return accepting;
  }

  /** Up before everything else, so that a slow start can be watched; down last. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  /** Where it listens; for tests and the start-up banner. */
  public synchronized int port() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server.getAddress().getPort();
  }

  /** Comes when every other listener of the process is up as well. */
  @Override
  public void onApplicationEvent(ContextRefreshedEvent event) {
    allStarted = true;
  }

  private void ready(HttpExchange exchange) throws IOException {
    if (!allStarted) {
      answer(exchange, 503, Map.of("status", "starting"));
      return;
    }
    String path = exchange.getRequestURI().getPath();
    String role = path.length() > READY.length() ? path.substring(READY.length() + 1) : "";
    List<ReadinessCheck> checks =
        readiness.get().stream()
            .filter(check -> role.isEmpty() || check.role().equals(role))
            .toList();
    if (checks.isEmpty()) {
      answer(exchange, 404, Map.of("status", "no such role here"));
      return;
    }
    boolean all = true;
    List<Map<String, Object>> shown = new ArrayList<>();
    for (ReadinessCheck check : checks) {
      boolean ready = check.ready();
      all &= ready;
      shown.add(line("role", check.role(), "check", check.name(), "ready", ready));
    }
    answer(exchange, all ? 200 : 503, Map.of("status", all ? "ready" : "waiting", "checks", shown));
  }

  private void dependencies(HttpExchange exchange) throws IOException {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (DependencyCheck check : dependencies.get()) {
      long started = System.nanoTime();
      boolean answers = check.answers();
      Map<String, Object> line =
          line("name", check.name(), "up", answers, "effect_of_absence", check.effect());
      line.put("millis", (System.nanoTime() - started) / 1_000_000);
      shown.add(line);
    }
    answer(exchange, 200, Map.of("dependencies", shown));
  }

  private void metrics(HttpExchange exchange) throws IOException {
    write(
        exchange,
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        metrics.scrape().getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> line(
      String k1, Object v1, String k2, Object v2, String k3, Object v3) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(k1, v1);
    line.put(k2, v2);
    line.put(k3, v3);
    return line;
  }

  private static HttpHandler get(HttpHandler handler) {
    return exchange -> {
      try (exchange) {
        if (!exchange.getRequestMethod().equals("GET")
            && !exchange.getRequestMethod().equals("HEAD")) {
          answer(exchange, 405, Map.of("status", "GET only"));
          return;
        }
        handler.handle(exchange);
      } catch (RuntimeException e) {
        log.error("{} failed", exchange.getRequestURI().getPath(), e);
        answer(exchange, 500, Map.of("status", "failed"));
      }
    };
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    write(exchange, status, "application/json", JSON.writeValueAsBytes(body));
  }

  private static void write(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }
}
