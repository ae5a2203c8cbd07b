package io.tributary.campaign.link;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.PrefixedId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;

/** What credits one affiliate in one campaign. */
public sealed interface Code permits Link, Coupon {

  PrefixedId id();

  TenantId tenantId();

  CampaignId campaignId();

  AffiliateId affiliateId();

  /** As people write it. */
  String code();

  Instant createdAt();
}
