package io.tributary.reporting.web;

import io.tributary.platform.http.ApiProblem;
import io.tributary.reporting.live.Audience;
import io.tributary.reporting.live.LiveBoards;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open live streams, a virtual thread each. They end before the listener stops, which would
 * else wait for them.
 */
@Component
final class LiveStreams implements SmartLifecycle {

  /** Streams of this process at once; the next one is answered 503. */
  static final int MAX_STREAMS = 500;

  /** A stream's length; the browser opens the next one, and its session is checked again. */
  static final Duration LENGTH = Duration.ofMinutes(30);

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration COMMENT = Duration.ofSeconds(15);

  private final LiveBoards boards;
  private final Set<SseEmitter> open = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  LiveStreams(LiveBoards boards) {
    this.boards = boards;
  }

  SseEmitter open(Audience audience) {
    if (open.size() >= MAX_STREAMS) {
      throw ApiProblem.unavailable("Too many live streams are open.");
    }
    SseEmitter emitter = new SseEmitter(LENGTH.toMillis());
    open.add(emitter);
    emitter.onCompletion(() -> open.remove(emitter));
    emitter.onTimeout(emitter::complete);
    emitter.onError(unused -> open.remove(emitter));
    Thread.ofVirtual().name("live-stream").start(() -> send(emitter, audience));
    return emitter;
  }

  private void send(SseEmitter emitter, Audience audience) {
    try {
      for (long ticks = 0; running && open.contains(emitter); ticks++) {
        if (ticks % COMMENT.dividedBy(TICK) == 0) {
          emitter.send(SseEmitter.event().comment("live"));
        }
        emitter.send(
            SseEmitter.event()
                .name("tick")
                .data(LiveTickResponse.of(boards.tick(audience)), MediaType.APPLICATION_JSON));
        Thread.sleep(TICK);
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
    open.forEach(SseEmitter::complete);
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
