package io.tributary.reporting.live;

import java.time.Instant;
import java.util.List;

/**
 * The live figures at a moment.
 *
 * @param clicksPerMinute oldest first; the last minute is the running one
 * @param conversionsPerMinute likewise
 * @param recent newest first
 */
public record LiveTick(
    Instant asOf,
    List<Integer> clicksPerMinute,
    List<Integer> conversionsPerMinute,
    List<LiveEvent> recent) {

  public LiveTick {
    clicksPerMinute = List.copyOf(clicksPerMinute);
    conversionsPerMinute = List.copyOf(conversionsPerMinute);
    recent = List.copyOf(recent);
  }
}
