package io.tributary.tracking.traffic;

import io.tributary.contract.directory.TrafficTerms.Cap;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * How many clicks a campaign takes. Who counts them is told {@link #periodStart} and answers one
 * count per cap, in their order.
 */
public final class Caps {

  /** Stands for a count that could not be had: nothing is capped by it. */
  public static final long UNKNOWN = -1;

  private final List<Cap> caps;
  private final ZoneId zone;

  private Caps(List<Cap> caps, ZoneId zone) {
    this.caps = caps;
    this.zone = zone;
  }

  /**
   * Caps.
   *
   * @param zone in which days, weeks and months begin
   */
  public static Caps of(List<Cap> caps, ZoneId zone) {
    return new Caps(List.copyOf(caps), zone);
  }

  public List<Cap> all() {
    return caps;
  }

  public boolean isEmpty() {
    return caps.isEmpty();
  }

  /** The first day of the period that a cap counts in; the epoch for one without end. */
  public LocalDate periodStart(Cap cap, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    return switch (cap.period()) {
      case DAY -> today;
      case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> today.withDayOfMonth(1);
      case TOTAL -> LocalDate.EPOCH;
    };
  }

  /**
   * Whether a further click is one too many.
   *
   * @param counts clicks before it, per cap, or {@link #UNKNOWN}; a count that is missing is not
   *     known
   */
  public boolean areReached(long[] counts) {
    for (int i = 0; i < Math.min(caps.size(), counts.length); i++) {
      if (counts[i] >= caps.get(i).limit()) {
        return true;
      }
    }
    return false;
  }
}
