package io.tributary.campaign.link;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a coupon binds orders, and how strongly.
 *
 * @param validFrom orders before it are not bound; null for no start
 * @param validUntil orders from it on are not bound; null for no end
 * @param exclusive its affiliate is credited whatever the touches say
 * @param disabled no order is bound
 */
public record CouponTerms(
    @Nullable Instant validFrom,
    @Nullable Instant validUntil,
    boolean exclusive,
    boolean disabled) {

  /** At all times, where no touch counts. */
  public static final CouponTerms DEFAULT = new CouponTerms(null, null, false, false);
}
