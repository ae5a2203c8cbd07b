package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.MembershipId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;

/** One affiliate in one campaign. */
public record MembershipSnapshot(
    MembershipId membershipId,
    TenantId tenantId,
    CampaignId campaignId,
    AffiliateId affiliateId,
    Status status,
    Instant updatedAt)
    implements AffiliateDirectoryEntry {

  /** Whether the affiliate earns in the campaign: only approved ones do. */
  public enum Status {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("approved")
    APPROVED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("deactivated")
    DEACTIVATED,
    @JsonProperty("banned")
    BANNED
  }
}
