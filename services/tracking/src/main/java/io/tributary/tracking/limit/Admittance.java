package io.tributary.tracking.limit;

/** Whether a request may go on. */
public sealed interface Admittance {

  /** It may, as nothing limits it. */
  record Free() implements Admittance {}

  /**
   * It may.
   *
   * @param remaining requests that may follow at once
   */
  record Admitted(Rate rate, long remaining) implements Admittance {}

  /** It may not, before so many seconds have passed. */
  record Refused(Rate rate, long retryAfterSeconds) implements Admittance {}
}
