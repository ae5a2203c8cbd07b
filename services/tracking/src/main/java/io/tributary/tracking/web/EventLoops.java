package io.tributary.tracking.web;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that serve requests, for whatever has connections of its own to be served by the same
 * threads.
 */
public final class EventLoops implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EventLoops.class);
  private static final long STOP_WAIT_SECONDS = 5;

  private final Vertx vertx;
  private final int size;

  /** So many threads, running. */
  public EventLoops(int size) {
    this.size = size;
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(size)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
  }

  Vertx vertx() {
    return vertx;
  }

  int size() {
    return size;
  }

  /** The threads, as Netty knows them. */
  public List<EventLoop> all() {
    List<EventLoop> loops = new ArrayList<>(size);
    for (EventExecutor one : ((VertxInternal) vertx).nettyEventLoopGroup()) {
      loops.add((EventLoop) one);
    }
    return loops;
  }

  @Override
  public void close() {
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(STOP_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("the event loops did not stop cleanly: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
