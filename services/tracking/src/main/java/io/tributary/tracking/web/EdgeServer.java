package io.tributary.tracking.web;

import io.tributary.tracking.client.Proxies;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The listener: an HTTP server on every event loop, all on one port. */
public final class EdgeServer implements SmartLifecycle {

  /** After everything that an answer needs, and stopped before it. */
  public static final int PHASE = 2_000;

  private static final Logger log = LoggerFactory.getLogger(EdgeServer.class);

  /** Of a request line: a deep link and the affiliate's parameters in their encoded form. */
  private static final int MAX_REQUEST_LINE = 16 * 1024;

  private static final int MAX_HEADERS = 32 * 1024;
  private static final int IDLE_SECONDS = 60;
  private static final int BACKLOG = 1_024;
  private static final long START_WAIT_SECONDS = 20;
  private static final long DRAIN_SECONDS = 2;
  private static final long STOP_WAIT_SECONDS = 5;

  private final String host;
  private final int wantedPort;
  private final EventLoops loops;
  private final Router router;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private String deployment = "";
  private volatile boolean running;

  EdgeServer(String host, int port, EventLoops loops, Router router) {
    this.host = host;
    this.wantedPort = port;
    this.loops = loops;
    this.router = router;
  }

  /** The port that it listens on. */
  public int port() {
    return servers.getFirst().actualPort();
  }

  /** Where it is reached from this machine, without a slash at its end. */
  public String url() {
    InetAddress address = Proxies.address(host);
    boolean any = address == null || address.isAnyLocalAddress();
    return "http://%s:%d".formatted(any ? "127.0.0.1" : host, port());
  }

  @Override
  public void start() {
    // A free port cannot be shared between servers before it is known.
    int instances = wantedPort == 0 ? 1 : loops.size();
    running = true;
    try {
      deployment =
          loops
              .vertx()
              .deployVerticle(Listener::new, new DeploymentOptions().setInstances(instances))
              .toCompletionStage()
              .toCompletableFuture()
              .get(START_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "cannot listen on %s:%d (tributary.tracking.host, tributary.tracking.port): %s"
              .formatted(host, wantedPort, String.valueOf(e.getCause())),
          e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the edge did not listen within %d s".formatted(START_WAIT_SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    log.info(
        "tracking edge on http://{}:{} ({} event loops, {})",
        host,
        port(),
        instances,
        loops.vertx().isNativeTransportEnabled() ? "native transport" : "no native transport");
  }

  @Override
  public void stop() {
    if (!running) {
      return;
    }
    running = false;
    Future<?> drained =
        Future.join(
            servers.stream()
                .map(server -> server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS))
                .toList());
    try {
      drained
          .eventually(() -> loops.vertx().undeploy(deployment))
          .toCompletionStage()
          .toCompletableFuture()
          .get(STOP_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("the edge did not stop cleanly: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    servers.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private final class Listener extends VerticleBase {

    @Override
    public Future<?> start() {
      HttpServerOptions options = new HttpServerOptions();
      options.setHost(host);
      options.setPort(wantedPort);
      options.setAcceptBacklog(BACKLOG);
      options.setIdleTimeout(IDLE_SECONDS);
      options.setTcpNoDelay(true);
      options.setMaxInitialLineLength(MAX_REQUEST_LINE);
      options.setMaxHeaderSize(MAX_HEADERS);
      options.setHandle100ContinueAutomatically(true);
      options.setHttp2ClearTextEnabled(false);
      HttpServer server = vertx.createHttpServer(options).requestHandler(router::handle);
      servers.add(server);
      return server.listen();
    }
  }
}
