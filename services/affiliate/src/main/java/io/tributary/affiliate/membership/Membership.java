package io.tributary.affiliate.membership;

import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.directory.MembershipSnapshot.Status;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.MembershipId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;

/** One affiliate in one campaign. */
public record Membership(
    MembershipId membershipId,
    TenantId tenantId,
    CampaignId campaignId,
    AffiliateId affiliateId,
    Status status,
    Instant createdAt,
    Instant updatedAt) {

  public Membership withStatus(Status newStatus, Instant now) {
    return new Membership(
        membershipId, tenantId, campaignId, affiliateId, newStatus, createdAt, now);
  }

  /** What others know of it. */
  public MembershipSnapshot snapshot() {
    return new MembershipSnapshot(
        membershipId, tenantId, campaignId, affiliateId, status, updatedAt);
  }
}
