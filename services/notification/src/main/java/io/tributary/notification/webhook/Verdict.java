package io.tributary.notification.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows from an answer. */
public sealed interface Verdict {

  /** The receiver has it: any 2xx. */
  record Delivered() implements Verdict {}

  /** Once more after the wait. */
  record Retry(Duration delay) implements Verdict {}

  /** All tries are used up. */
  record GiveUp() implements Verdict {}

  /**
   * The endpoint gets nothing any more.
   *
   * @param reason {@code gone} after a 410, {@code failing} after five days of failures only
   */
  record Disable(String reason) implements Verdict {}

  /** How long an endpoint may fail without a single success. */
  Duration PATIENCE = Duration.ofDays(5);

  /**
   * Judges an answer. A redirect is a failure: it could lead anywhere.
   *
   * @param tries made so far, this one included
   * @param failingSince when the endpoint's failures without a success began; null if it does not
   *     fail
   * @param chance 0 to 1, decides the jitter
   */
  static Verdict of(
      Answer answer, int tries, @Nullable Instant failingSince, Instant now, double chance) {
    if (answer instanceof Answer.Status(int code, Duration unused)) {
      if (code >= 200 && code < 300) {
        return new Delivered();
      }
      if (code == 410) {
        return new Disable("gone");
      }
    }
    if (failingSince != null && !now.isBefore(failingSince.plus(PATIENCE))) {
      return new Disable("failing");
    }
    Optional<Duration> delay =
        switch (answer) {
          case Answer.Status(int code, Duration retryAfter) ->
              RetrySchedule.next(
                  tries, chance, code == 429 || code == 502 || code == 504, retryAfter);
          case Answer.TimedOut() -> RetrySchedule.next(tries, chance, true, null);
          case Answer.Unreachable(String reason) -> RetrySchedule.next(tries, chance, false, null);
        };
    return delay.<Verdict>map(Retry::new).orElseGet(GiveUp::new);
  }
}
