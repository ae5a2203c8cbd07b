package io.tributary.reward.commission;

import java.util.Locale;
import java.util.Optional;

/** Where a commission is in its life, and where its money sits. */
public enum CommissionStatus {
  /** In Held, waiting for its hold to end. */
  PENDING,
  /** In Held, waiting for a person. */
  ON_HOLD,
  /** In Available. */
  APPROVED,
  /** In InFlight, collected by a payout. */
  IN_PAYOUT,
  /** Gone to the affiliate. */
  PAID,
  /** Never came to be paid. */
  REJECTED,
  /** Taken back whole after approval. */
  REVERSED;

  /** Where a move leads to; empty when it is not allowed from here. */
  public Optional<CommissionStatus> after(Move move) {
    return switch (this) {
      case PENDING ->
          switch (move) {
            case APPROVE -> Optional.of(APPROVED);
            case HOLD -> Optional.of(ON_HOLD);
            case REJECT -> Optional.of(REJECTED);
            case RESUME, COLLECT, PAY, RELEASE, REVERSE -> Optional.empty();
          };
      case ON_HOLD ->
          switch (move) {
            case RESUME -> Optional.of(PENDING);
            case REJECT -> Optional.of(REJECTED);
            case APPROVE, HOLD, COLLECT, PAY, RELEASE, REVERSE -> Optional.empty();
          };
      case APPROVED ->
          switch (move) {
            case COLLECT -> Optional.of(IN_PAYOUT);
            case REVERSE -> Optional.of(REVERSED);
            case APPROVE, HOLD, RESUME, REJECT, PAY, RELEASE -> Optional.empty();
          };
      case IN_PAYOUT ->
          switch (move) {
            case PAY -> Optional.of(PAID);
            case RELEASE -> Optional.of(APPROVED);
            case APPROVE, HOLD, RESUME, REJECT, COLLECT, REVERSE -> Optional.empty();
          };
      case PAID ->
          switch (move) {
            case RELEASE -> Optional.of(APPROVED);
            case REVERSE -> Optional.of(REVERSED);
            case APPROVE, HOLD, RESUME, REJECT, COLLECT, PAY -> Optional.empty();
          };
      case REJECTED, REVERSED -> Optional.empty();
    };
  }

  /** Whether its money is in Held. */
  public boolean isHeld() {
    return this == PENDING || this == ON_HOLD;
  }

  /** Whether nothing can be taken back of it any more. */
  public boolean isFinal() {
    return this == REJECTED || this == REVERSED;
  }

  /** As the API and the database name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static CommissionStatus of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** What can happen to a commission. */
  public enum Move {
    HOLD,
    RESUME,
    APPROVE,
    REJECT,
    COLLECT,
    PAY,
    /** The payout failed, or its money came back: it will be paid again. */
    RELEASE,
    REVERSE
  }
}
