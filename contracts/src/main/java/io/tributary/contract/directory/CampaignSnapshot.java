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
 * @param attribution the terms in force
 * @param attributionHistory the terms of the last 400 days, oldest first, at most 50; the last are
 *     in force
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
    List<TermsVersion> attributionHistory,
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
    attributionHistory =
        attributionHistory == null || attributionHistory.isEmpty()
            ? List.of(new TermsVersion(1, Instant.EPOCH, status, attribution, List.of()))
            : List.copyOf(attributionHistory);
  }

  /** A campaign whose terms never changed. */
  public CampaignSnapshot(
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
      Instant updatedAt) {
    this(
        campaignId,
        tenantId,
        advertiserId,
        name,
        status,
        currency,
        landingUrl,
        allowedDomains,
        traffic,
        attribution,
        List.of(),
        hold,
        rules,
        postbackTokenSha256,
        version,
        updatedAt);
  }

  /** The terms in force at that time; the oldest known for times before. */
  public TermsVersion termsAt(Instant at) {
    for (int i = attributionHistory.size() - 1; i > 0; i--) {
      if (!attributionHistory.get(i).from().isAfter(at)) {
        return attributionHistory.get(i);
      }
    }
    return attributionHistory.getFirst();
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
