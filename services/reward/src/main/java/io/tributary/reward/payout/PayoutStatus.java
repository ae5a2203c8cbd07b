package io.tributary.reward.payout;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a payout is, as payment tells it. */
public enum PayoutStatus {
  CREATED,
  SUBMITTING,
  SUBMITTED,
  UNKNOWN,
  ON_HOLD,
  SETTLED,
  FAILED,
  CANCELED,
  RETURNED,
  REVERSED;

  /** Whether a payout may go from here to there. */
  public boolean canBecome(PayoutStatus next) {
    return targets().contains(next);
  }

  /** Whether its run has nothing to wait for any more. */
  public boolean isDone() {
    return this == SETTLED || isFinal();
  }

  /** Whether nothing more can happen to it. */
  public boolean isFinal() {
    return targets().isEmpty();
  }

  /** As the API and the database name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static PayoutStatus of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  // Payment tells results and not each of its steps, so a result can follow on creation.
  private Set<PayoutStatus> targets() {
    return switch (this) {
      case CREATED -> EnumSet.of(SUBMITTING, SUBMITTED, UNKNOWN, SETTLED, FAILED, CANCELED);
      case SUBMITTING -> EnumSet.of(SUBMITTED, SETTLED, UNKNOWN, FAILED, CREATED);
      case UNKNOWN -> EnumSet.of(SUBMITTED, SETTLED, FAILED, ON_HOLD);
      case SUBMITTED -> EnumSet.of(SETTLED, FAILED, ON_HOLD, RETURNED);
      case ON_HOLD -> EnumSet.of(SUBMITTED, SETTLED, FAILED, RETURNED);
      case SETTLED -> EnumSet.of(RETURNED, REVERSED);
      case FAILED, CANCELED, RETURNED, REVERSED -> EnumSet.noneOf(PayoutStatus.class);
    };
  }
}
