package io.tributary.simulation.traffic;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** When people shop: by hour and weekday, and a little more every day. */
final class Rhythm {

  /** Share of each UTC hour, for an audience on both sides of the Atlantic. */
  private static final double[] HOURS = {
    3.4, 2.9, 2.4, 1.9, 1.6, 1.7, 2.2, 3.0, 3.9, 4.4, 4.6, 4.7,
    4.9, 4.8, 4.7, 4.8, 5.0, 5.3, 5.8, 6.3, 6.4, 5.9, 5.0, 4.2
  };

  private static final double GROWTH = 0.5;

  private final Instant start;
  private final double[] cumulative;

  /** The hours between two instants. */
  Rhythm(Instant from, Instant to) {
    this.start = from.truncatedTo(ChronoUnit.HOURS);
    int hours = (int) Math.max(1, Duration.between(start, to).toHours() + 1);
    this.cumulative = new double[hours];
    double sum = 0;
    for (int hour = 0; hour < hours; hour++) {
      sum += weight(start.plus(Duration.ofHours(hour)).atZone(ZoneOffset.UTC), hour, hours);
      cumulative[hour] = sum;
    }
  }

  /** A random moment, more likely in busy hours. */
  Instant next(RandomGenerator random) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    int hour = Math.min(cumulative.length - 1, found < 0 ? -found - 1 : found + 1);
    return start.plus(Duration.ofHours(hour)).plusMillis(random.nextLong(3_600_000));
  }

  private static double weight(ZonedDateTime time, int hour, int hours) {
    return HOURS[time.getHour()] * weekday(time.getDayOfWeek()) * (1 + GROWTH * hour / hours);
  }

  private static double weekday(DayOfWeek day) {
    return switch (day) {
      case MONDAY -> 1.02;
      case TUESDAY -> 1.0;
      case WEDNESDAY -> 0.98;
      case THURSDAY -> 1.0;
      case FRIDAY -> 0.9;
      case SATURDAY -> 0.78;
      case SUNDAY -> 1.14;
    };
  }
}
