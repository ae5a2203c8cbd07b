package io.tributary.rule;

import io.tributary.contract.id.AffiliateId;

/** What becomes of a conversion's coupon where touches count too. */
public sealed interface CouponVerdict {

  /** No rule says: the campaign's order of keys decides. */
  record Open() implements CouponVerdict {}

  /** The coupon is left aside. */
  record Aside() implements CouponVerdict {}

  /** The coupon's affiliate has all of it. */
  record Wins(AffiliateId owner) implements CouponVerdict {}

  /**
   * The coupon's affiliate has a part of it, the touches the rest.
   *
   * @param ppm parts per million of the whole, from 1 to 999,999
   */
  record Shares(AffiliateId owner, int ppm) implements CouponVerdict {

    public Shares {
      if (ppm < 1 || ppm >= Commissions.WHOLE_PPM) {
        throw new IllegalArgumentException("a part is neither nothing nor all");
      }
    }
  }
}
