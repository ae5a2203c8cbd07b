package io.tributary.campaign.link;

import io.tributary.contract.directory.CouponSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CouponId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;

/**
 * A code that binds an order to one affiliate.
 *
 * @param version grows with every change
 */
public record Coupon(
    CouponId couponId,
    TenantId tenantId,
    CampaignId campaignId,
    AffiliateId affiliateId,
    String code,
    CouponTerms terms,
    long version,
    Instant createdAt)
    implements Code {

  public Coupon with(CouponTerms changed) {
    return new Coupon(
        couponId, tenantId, campaignId, affiliateId, code, changed, version + 1, createdAt);
  }

  @Override
  public CouponId id() {
    return couponId;
  }

  /** What others know of it. */
  public CouponSnapshot snapshot() {
    return new CouponSnapshot(
        couponId,
        tenantId,
        campaignId,
        affiliateId,
        code,
        terms.validFrom(),
        terms.validUntil(),
        terms.exclusive(),
        terms.disabled());
  }
}
