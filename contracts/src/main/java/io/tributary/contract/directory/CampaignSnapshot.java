package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A campaign and its terms.
 *
 * @param landingUrl absolute https URL
 * @param allowedDomains hosts that a deep link may lead to, sub-domains included
 * @param traffic where clicks lead, and how they are judged
 * @param hold how long a commission waits before it is approved
 * @param rules the commission rules in force, highest priority first
 * @param postbackTokenSha256 lower-case hex
 * @param version grows with every change
 */
public record CampaignSnapshot(
    CampaignId campaignId,
    TenantId tenantId,
    AdvertiserId advertiserId,
    String name,
    Status status,
    CurrencyCode currency,
    String landingUrl,
    List<String> allowedDomains,
    TrafficTerms traffic,
    AttributionTerms attribution,
    Duration hold,
    List<CommissionRule> rules,
    String postbackTokenSha256,
    long version,
    Instant updatedAt)
    implements CampaignDirectoryEntry {

  public CampaignSnapshot {
    allowedDomains = List.copyOf(allowedDomains);
    traffic = traffic == null ? TrafficTerms.DEFAULT : traffic;
    rules = List.copyOf(rules);
  }

  /** Where a campaign is in its life. */
  public enum Status {
    @JsonProperty("draft")
    DRAFT,
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("paused")
    PAUSED,
    @JsonProperty("archived")
    ARCHIVED
  }
}
