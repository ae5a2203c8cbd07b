package io.tributary.contract.directory;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CouponId;
import io.tributary.contract.id.TenantId;

/** A code that binds an order to one affiliate; unique per campaign, compared without case. */
public record CouponSnapshot(
    CouponId couponId,
    TenantId tenantId,
    CampaignId campaignId,
    AffiliateId affiliateId,
    String code)
    implements CampaignDirectoryEntry {}
