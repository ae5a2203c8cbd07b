package io.tributary.notification.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came back from one try to deliver. */
public sealed interface Answer {

  /**
   * The receiver answered.
   *
   * @param retryAfter when it wants to be asked again
   */
  record Status(int code, @Nullable Duration retryAfter) implements Answer {}

  /** The receiver did not answer in time. */
  record TimedOut() implements Answer {}

  /**
   * There was no answer.
   *
   * @param reason a code, for example {@code connection_failed} or why the address is refused
   */
  record Unreachable(String reason) implements Answer {}
}
