package io.tributary.platform.work;

import java.time.Duration;

/**
 * How long a worker rests. Every pause is shortened by chance, so that processes that started
 * together do not look together.
 *
 * @param first before the first round, at most
 * @param between the end of one round and the next, at most
 */
public record Pauses(Duration first, Duration between) {

  static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  /** Short enough that what recovers is noticed, long enough for something down to come up. */
  static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

  private static final double SHORTENED_BY = 0.2;
  private static final int DOUBLINGS = 10;

  public Pauses {
    if (first.isNegative()) {
      throw new IllegalArgumentException("the first pause must not be negative");
    }
    if (between.isNegative() || between.isZero()) {
      throw new IllegalArgumentException("the pause between rounds must be positive");
    }
  }

  /** The same pause before every round. */
  public static Pauses of(Duration between) {
    return new Pauses(between, between);
  }

  /** The first round at once. */
  public static Pauses atOnceThen(Duration between) {
    return new Pauses(Duration.ZERO, between);
  }

  Duration beforeFirst(double chance) {
    return shortened(first, chance);
  }

  Duration afterRound(double chance) {
    return shortened(between, chance);
  }

  /** Doubles with every failure in a row. */
  Duration afterFailure(int failures, double chance) {
    Duration grown = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
    return shortened(grown.compareTo(LONGEST_RETRY) < 0 ? grown : LONGEST_RETRY, chance);
  }

  private static Duration shortened(Duration pause, double chance) {
    return Duration.ofNanos((long) (pause.toNanos() * (1 - SHORTENED_BY * chance)));
  }
}
