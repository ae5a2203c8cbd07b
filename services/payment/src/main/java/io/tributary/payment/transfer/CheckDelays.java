package io.tributary.payment.transfer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When an attempt whose end is not known is looked at again. */
public final class CheckDelays {

  private static final int JITTER_PERMILLE = 200;
  private static final int DAYS_WATCHED = 7;

  private static final List<Duration> UNKNOWN =
      List.of(
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(6),
          Duration.ofHours(6));

  private static final List<Duration> SUBMITTED =
      List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6));

  private final RandomGenerator random;

  public CheckDelays(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The delay before the next check, a fifth more or less.
   *
   * @param checks made so far
   * @return empty when the product gives up looking: then a person decides, never the time
   */
  public Optional<Duration> next(TransferStatus status, int checks) {
    return switch (status) {
      case UNKNOWN -> step(UNKNOWN, checks, DAYS_WATCHED);
      case SUBMITTED, ON_HOLD -> step(SUBMITTED, checks, Integer.MAX_VALUE);
      case CREATED, SUBMITTING, SETTLED, FAILED, CANCELED, RETURNED, REVERSED -> Optional.empty();
    };
  }

  private Optional<Duration> step(List<Duration> steps, int checks, int days) {
    if (checks < steps.size()) {
      return Optional.of(jittered(steps.get(checks)));
    }
    return checks - steps.size() < days
        ? Optional.of(jittered(Duration.ofDays(1)))
        : Optional.empty();
  }

  private Duration jittered(Duration delay) {
    int permille = 1_000 - JITTER_PERMILLE + random.nextInt(2 * JITTER_PERMILLE + 1);
    return delay.multipliedBy(permille).dividedBy(1_000);
  }
}
