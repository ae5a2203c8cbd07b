package io.tributary.contract.directory;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a campaign takes clicks.
 *
 * @param start included; null for since ever
 * @param end excluded; null for without end
 * @param zone of the hours below, and of the days, weeks and months of caps
 * @param hours parts of the week; empty for all of it
 */
public record Schedule(
    @Nullable Instant start, @Nullable Instant end, ZoneId zone, List<Hours> hours) {

  public Schedule {
    hours = List.copyOf(hours);
  }

  /**
   * Hours of some days.
   *
   * @param from hour, 0 to 23, included
   * @param to hour, 1 to 24, excluded, after {@code from}
   */
  public record Hours(Set<DayOfWeek> days, int from, int to) {

    public Hours {
      days = Set.copyOf(days);
    }
  }
}
