package io.tributary.notification.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a delivery is tried again: the schedule of Standard Webhooks, ten tries over 75 h 35 min,
 * each wait up to a fifth shorter or longer.
 */
public final class RetrySchedule {

  /** Waits after the first, second ... try. */
  static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  /** Tries in all. */
  public static final int TRIES = WAITS.size() + 1;

  private static final double JITTER = 0.2;
  private static final Duration LEAST_WHEN_SLOW = Duration.ofSeconds(60);

  private RetrySchedule() {}

  /**
   * The wait before the next try; empty when there is none.
   *
   * @param tries made so far, at least 1
   * @param chance 0 to 1, decides the jitter
   * @param slow whether the receiver timed out or is overloaded
   * @param retryAfter what the receiver asked for; honoured between once and twice the planned wait
   */
  public static Optional<Duration> next(
      int tries, double chance, boolean slow, @Nullable Duration retryAfter) {
    if (tries >= TRIES) {
      return Optional.empty();
    }
    Duration planned = scaled(WAITS.get(tries - 1), 1 - JITTER + 2 * JITTER * chance);
    if (slow && planned.compareTo(LEAST_WHEN_SLOW) < 0) {
      planned = LEAST_WHEN_SLOW;
    }
    if (retryAfter == null || retryAfter.compareTo(planned) <= 0) {
      return Optional.of(planned);
    }
    Duration most = planned.multipliedBy(2);
    return Optional.of(retryAfter.compareTo(most) < 0 ? retryAfter : most);
  }

  private static Duration scaled(Duration wait, double factor) {
    return Duration.ofMillis(Math.round(wait.toMillis() * factor));
  }
}
