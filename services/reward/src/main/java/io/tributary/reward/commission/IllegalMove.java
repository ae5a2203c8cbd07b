package io.tributary.reward.commission;

/** A commission's status does not allow what was asked. */
public final class IllegalMove extends RuntimeException {

  public IllegalMove(CommissionStatus status, CommissionStatus.Move move) {
    super(
        "a commission that is %s does not allow: %s"
            .formatted(status.label(), move.name().toLowerCase(java.util.Locale.ROOT)),
        null,
        false,
        false);
  }
}
