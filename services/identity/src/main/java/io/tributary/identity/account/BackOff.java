package io.tributary.identity.account;

import java.time.Duration;
import java.time.Instant;

/**
 * How long an address has to wait after failing to sign in: not at all for the first five failures
 * within fifteen minutes, then thirty seconds, doubling up to fifteen minutes. Never for good,
 * since strangers can cause it.
 *
 * @param failures in a row, each within {@link #MEMORY} of the one before
 */
public record BackOff(int failures, Instant lastAt, Instant blockedUntil) {

  static final int FREE_FAILURES = 5;
  static final Duration MEMORY = Duration.ofMinutes(15);
  static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final int MOST_DOUBLINGS = 10;

  /** Of an address that has not failed. */
  public static final BackOff NONE = new BackOff(0, Instant.EPOCH, Instant.EPOCH);

  /** The state after one more failure. */
  public BackOff afterFailure(Instant now) {
    Instant forgottenAt = lastAt.isAfter(blockedUntil) ? lastAt : blockedUntil;
    int count = now.isAfter(forgottenAt.plus(MEMORY)) ? 1 : failures + 1;
    return new BackOff(count, now, now.plus(wait(count)));
  }

  /** What is left to wait; zero or less when signing in may be tried. */
  public Duration left(Instant now) {
    return Duration.between(now, blockedUntil);
  }

  private static Duration wait(int failures) {
    if (failures < FREE_FAILURES) {
      return Duration.ZERO;
    }
    int doublings = Math.min(failures - FREE_FAILURES, MOST_DOUBLINGS);
    Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
