package io.tributary.campaign.web;

import io.tributary.campaign.terms.Campaign;
import io.tributary.campaign.terms.CampaignTerms;
import io.tributary.campaign.terms.TrafficDraft;
import io.tributary.contract.directory.CampaignSnapshot.Status;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.money.CurrencyCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as the API shows it.
 *
 * @param postbackToken null for those who do not configure the advertiser's server
 */
record CampaignResponse(
    CampaignId id,
    AdvertiserId advertiserId,
    String name,
    Status status,
    CurrencyCode currency,
    String landingUrl,
    List<String> allowedDomains,
    AttributionResponse attribution,
    TrafficDraft traffic,
    String hold,
    List<RuleResponse> commissionRules,
    @Nullable String postbackToken,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  static CampaignResponse of(Campaign campaign, boolean withToken) {
    CampaignTerms terms = campaign.terms();
    return new CampaignResponse(
        campaign.campaignId(),
        terms.advertiserId(),
        terms.name(),
        campaign.status(),
        terms.currency(),
        terms.landingUrl(),
        terms.allowedDomains(),
        AttributionResponse.of(terms.attribution()),
        TrafficDraft.of(terms.traffic()),
        CampaignTerms.iso(terms.hold()),
        campaign.rules().rules().stream().map(RuleResponse::of).toList(),
        withToken ? campaign.postbackToken() : null,
        campaign.version(),
        campaign.createdAt(),
        campaign.updatedAt());
  }
}
