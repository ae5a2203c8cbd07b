package io.tributary.campaign.link;

import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;

/**
 * One affiliate's address for one campaign.
 *
 * @param version grows with every change
 */
public record Link(
    LinkId linkId,
    TenantId tenantId,
    CampaignId campaignId,
    AffiliateId affiliateId,
    String code,
    LinkTerms terms,
    long version,
    Instant createdAt)
    implements Code {

  /** A new one. */
  public Link(
      LinkId linkId,
      TenantId tenantId,
      CampaignId campaignId,
      AffiliateId affiliateId,
      String code,
      Instant createdAt) {
    this(linkId, tenantId, campaignId, affiliateId, code, LinkTerms.DEFAULT, 1, createdAt);
  }

  public Link with(LinkTerms changed) {
    return new Link(
        linkId, tenantId, campaignId, affiliateId, code, changed, version + 1, createdAt);
  }

  @Override
  public LinkId id() {
    return linkId;
  }

  /** What others know of it. */
  public LinkSnapshot snapshot() {
    return new LinkSnapshot(
        linkId,
        tenantId,
        campaignId,
        affiliateId,
        code,
        terms.urlId(),
        terms.expiresAt(),
        terms.expiredUrl(),
        terms.disabled());
  }
}
