package io.tributary.reporting.web;

import io.tributary.reporting.debugger.RecentEvents;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The events of a tenant: those that are held, then each as it comes or changes. */
final class SeenEntries implements LiveStreams.Source {

  private static final Duration WAIT = Duration.ofSeconds(1);

  /** Between two looks, so that a busy tenant's stream shows what it can and costs little. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final RecentEvents.Reader reader;

  SeenEntries(RecentEvents.Reader reader) {
    this.reader = reader;
  }

  @Override
  public List<SseEmitter.SseEventBuilder> next() throws InterruptedException {
    Thread.sleep(PAUSE);
    return reader.next(WAIT).stream()
        .map(
            event ->
                SseEmitter.event()
                    .name("entry")
                    .data(SeenEventResponse.of(event), MediaType.APPLICATION_JSON))
        .toList();
  }

  @Override
  public void close() {
    reader.close();
  }
}
