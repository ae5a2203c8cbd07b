package io.tributary.payment.transfer;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a transfer is. */
public enum TransferStatus {
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

  /** Whether a transfer may go from here to there. */
  public boolean canBecome(TransferStatus next) {
    return targets().contains(next);
  }

  /** As the database names it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static TransferStatus of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  private Set<TransferStatus> targets() {
    return switch (this) {
      case CREATED -> EnumSet.of(SUBMITTING, CANCELED);
      // Back to created: proven not executed.
      case SUBMITTING -> EnumSet.of(SUBMITTED, SETTLED, UNKNOWN, FAILED, CREATED);
      case UNKNOWN -> EnumSet.of(SUBMITTED, SETTLED, FAILED, ON_HOLD);
      case SUBMITTED -> EnumSet.of(SETTLED, FAILED, ON_HOLD, RETURNED);
      case ON_HOLD -> EnumSet.of(SUBMITTED, SETTLED, FAILED, RETURNED);
      case SETTLED -> EnumSet.of(RETURNED, REVERSED);
      case FAILED, CANCELED, RETURNED, REVERSED -> EnumSet.noneOf(TransferStatus.class);
    };
  }
}
