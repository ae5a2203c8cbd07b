package io.tributary.tracking.traffic;

import io.tributary.contract.directory.Schedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** When a campaign takes clicks, as milliseconds and one bit per hour of the week. */
public final class OpenHours {

  /** Before the start, or in an hour that the campaign is closed. */
  public static final String CLOSED = "schedule";

  /** After the end. */
  public static final String ENDED = "expired";

  private static final int HOURS_A_DAY = 24;

  private final Schedule schedule;
  private final long start;
  private final long end;
  private final boolean @Nullable [] hours;

  private OpenHours(Schedule schedule, long start, long end, boolean @Nullable [] hours) {
    this.schedule = schedule;
    this.start = start;
    this.end = end;
    this.hours = hours;
  }

  public static OpenHours of(Schedule schedule) {
    Instant start = schedule.start();
    Instant end = schedule.end();
    return new OpenHours(
        schedule,
        start == null ? Long.MIN_VALUE : start.toEpochMilli(),
        end == null ? Long.MAX_VALUE : end.toEpochMilli(),
        schedule.hours().isEmpty() ? null : hoursOfWeek(schedule));
  }

  /** Why no click is taken at this time, as a code; null when one is. */
  public @Nullable String refusal(Instant now) {
    long millis = now.toEpochMilli();
    if (millis < start) {
      return CLOSED;
    }
    if (millis >= end) {
      return ENDED;
    }
    return hours == null || hours[hourOfWeek(now)] ? null : CLOSED;
  }

  private int hourOfWeek(Instant now) {
    ZonedDateTime local = now.atZone(schedule.zone());
    return hourOfWeek(local.getDayOfWeek(), local.getHour());
  }

  private static int hourOfWeek(DayOfWeek day, int hour) {
    return (day.getValue() - 1) * HOURS_A_DAY + hour;
  }

  private static boolean[] hoursOfWeek(Schedule schedule) {
    boolean[] open = new boolean[DayOfWeek.values().length * HOURS_A_DAY];
    for (Schedule.Hours part : schedule.hours()) {
      for (DayOfWeek day : part.days()) {
        for (int hour = part.from(); hour < part.to(); hour++) {
          open[hourOfWeek(day, hour)] = true;
        }
      }
    }
    return open;
  }
}
