package io.tributary.campaign.link;

import io.tributary.contract.directory.CouponSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CouponId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;

/** A code that binds an order to one affiliate. */
public record Coupon(
    CouponId couponId,
    TenantId tenantId,
    CampaignId campaignId,
    AffiliateId affiliateId,
    String code,
    Instant createdAt)
    implements Code {

  @Override
  public CouponId id() {
    return couponId;
  }

  /** What others know of it. */
  public CouponSnapshot snapshot() {
    return new CouponSnapshot(couponId, tenantId, campaignId, affiliateId, code);
  }
}
