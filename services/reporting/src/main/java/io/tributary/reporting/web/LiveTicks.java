package io.tributary.reporting.web;

import io.tributary.reporting.live.Audience;
import io.tributary.reporting.live.LiveBoards;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The live figures of an audience, every second. */
final class LiveTicks implements LiveStreams.Source {

  private static final Duration TICK = Duration.ofSeconds(1);

  private final LiveBoards boards;
  private final Audience audience;
  private boolean first = true;

  LiveTicks(LiveBoards boards, Audience audience) {
    this.boards = boards;
    this.audience = audience;
  }

  @Override
  public List<SseEmitter.SseEventBuilder> next() throws InterruptedException {
    if (!first) {
      Thread.sleep(TICK);
    }
    first = false;
    return List.of(
        SseEmitter.event()
            .name("tick")
            .data(LiveTickResponse.of(boards.tick(audience)), MediaType.APPLICATION_JSON));
  }
}
