package io.tributary.reporting.performance;

import io.tributary.contract.id.CommissionId;
import io.tributary.contract.reward.CommissionEvent;

/**
 * What a commission adds to the figures.
 *
 * @param amount accrued, less what was taken back; nothing once it was rejected
 */
public record CountedCommission(CommissionId id, long amount) {

  /** A commission nothing is known of. */
  public static CountedCommission unknown(CommissionId id) {
    return new CountedCommission(id, 0);
  }

  /** What it is after a change. Only accruing, rejecting and taking back change the amount. */
  CountedCommission after(CommissionEvent event) {
    return switch (event.change()) {
      case CREATED -> new CountedCommission(id, event.amount().minor());
      case CLAWED_BACK ->
          new CountedCommission(id, Math.subtractExact(amount, event.amount().minor()));
      case REJECTED -> new CountedCommission(id, 0);
      case APPROVED, IN_PAYOUT, RELEASED, PAID -> this;
    };
  }
}
