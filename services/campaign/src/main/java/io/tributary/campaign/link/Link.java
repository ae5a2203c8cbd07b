package io.tributary.campaign.link;

import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;

/** One affiliate's address for one campaign. */
public record Link(
    LinkId linkId,
    TenantId tenantId,
    CampaignId campaignId,
    AffiliateId affiliateId,
    String code,
    Instant createdAt)
    implements Code {

  @Override
  public LinkId id() {
    return linkId;
  }

  /** What others know of it. */
  public LinkSnapshot snapshot() {
    return new LinkSnapshot(
        linkId, tenantId, campaignId, affiliateId, code, null, null, null, false);
  }
}
