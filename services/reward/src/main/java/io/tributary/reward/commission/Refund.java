package io.tributary.reward.commission;

import io.tributary.contract.money.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** What refunds take back of a commission. */
public final class Refund {

  private Refund() {}

  /**
   * What is to be taken back in all: the accrued amount times refunded so far over the order's
   * total, rounded half-even. Part refunds that add up to the order end exactly at the accrued
   * amount, in whatever order they come.
   *
   * @param refunded so far; more than the total counts as the total
   */
  public static Money target(Money accrued, long refunded, long total) {
    if (total <= 0 || refunded >= total) {
      return refunded <= 0 ? Money.zero(accrued.currency()) : accrued;
    }
    BigInteger product =
        BigInteger.valueOf(accrued.minor()).multiply(BigInteger.valueOf(Math.max(refunded, 0)));
    long minor =
        new BigDecimal(product)
            .divide(BigDecimal.valueOf(total), 0, RoundingMode.HALF_EVEN)
            .longValueExact();
    return new Money(minor, accrued.currency());
  }
}
