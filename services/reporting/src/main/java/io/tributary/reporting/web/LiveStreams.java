package io.tributary.reporting.web;

import io.tributary.contract.id.UserId;
import io.tributary.platform.http.ApiProblem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open streams of server-sent events, a virtual thread each. They end before the listener
 * stops, which would else wait for them.
 */
@Component
final class LiveStreams implements SmartLifecycle {

  /** Streams of this process at once; the next one is answered 503. */
  static final int MAX_STREAMS = 500;

  /** Streams of one user at once; the next one is answered 429. */
  static final int MAX_PER_USER = 10;

  /** A stream's length; the browser opens the next one, and its session is checked again. */
  static final Duration LENGTH = Duration.ofMinutes(30);

  private static final Duration COMMENT = Duration.ofSeconds(15);

  private final Map<SseEmitter, UserId> open = new ConcurrentHashMap<>();
  private volatile boolean running;

  /** What a stream sends. */
  interface Source extends AutoCloseable {

    /** The next events, after at most about a second; none where nothing happened. */
    List<SseEmitter.SseEventBuilder> next() throws InterruptedException;

    @Override
    default void close() {}
  }

  /** Answers with a stream, which closes its source when it ends. */
  ResponseEntity<SseEmitter> open(UserId user, Source source) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Accel-Buffering", "no")
        .body(start(user, source));
  }

  private SseEmitter start(UserId user, Source source) {
    SseEmitter emitter = new SseEmitter(LENGTH.toMillis());
    try {
      admit(emitter, user);
    } catch (ApiProblem e) {
      source.close();
      throw e;
    }
    emitter.onCompletion(() -> open.remove(emitter));
    emitter.onTimeout(emitter::complete);
    emitter.onError(unused -> open.remove(emitter));
    Thread.ofVirtual().name("live-stream").start(() -> send(emitter, source));
    return emitter;
  }

  private synchronized void admit(SseEmitter emitter, UserId user) {
    if (open.size() >= MAX_STREAMS) {
      throw ApiProblem.unavailable("Too many live streams are open.");
    }
    if (open.values().stream().filter(user::equals).count() >= MAX_PER_USER) {
      throw ApiProblem.of(
          429,
          "rate_limit_exceeded",
          "A user has at most " + MAX_PER_USER + " live streams open.",
          List.of());
    }
    open.put(emitter, user);
  }

  private void send(SseEmitter emitter, Source source) {
    try (source) {
      long lastComment = 0;
      for (boolean first = true; running && open.containsKey(emitter); first = false) {
        long now = System.nanoTime();
        if (first || now - lastComment >= COMMENT.toNanos()) {
          emitter.send(SseEmitter.event().comment("live"));
          lastComment = now;
        }
        for (SseEmitter.SseEventBuilder event : source.next()) {
          emitter.send(event);
        }
      }
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      // The reader has gone.
      open.remove(emitter);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      emitter.complete();
    }
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    open.keySet().forEach(SseEmitter::complete);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
