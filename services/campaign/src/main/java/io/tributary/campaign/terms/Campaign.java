package io.tributary.campaign.terms;

import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.CampaignSnapshot.Status;
import io.tributary.contract.directory.TermsVersion;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import io.tributary.platform.security.Sha256;
import java.time.Instant;
import java.util.List;

/**
 * What is promoted, with its terms.
 *
 * @param postbackToken what the advertiser's server shows with a conversion
 * @param version grows with every change, of its rules too
 */
public record Campaign(
    CampaignId campaignId,
    TenantId tenantId,
    Status status,
    CampaignTerms terms,
    RuleSet rules,
    AttributionRuleSet attributionRules,
    String postbackToken,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  public Campaign withStatus(Status newStatus, Instant now) {
    return new Campaign(
        campaignId,
        tenantId,
        newStatus,
        terms,
        rules,
        attributionRules,
        postbackToken,
        version + 1,
        createdAt,
        now);
  }

  public Campaign with(CampaignTerms newTerms, RuleSet newRules, Instant now) {
    return new Campaign(
        campaignId,
        tenantId,
        status,
        newTerms,
        newRules,
        attributionRules,
        postbackToken,
        version + 1,
        createdAt,
        now);
  }

  public Campaign with(AttributionRuleSet newRules, Instant now) {
    return new Campaign(
        campaignId,
        tenantId,
        status,
        terms,
        rules,
        newRules,
        postbackToken,
        version + 1,
        createdAt,
        now);
  }

  /**
   * What others know of it: of the token, its hash.
   *
   * @param history the versions of its attribution terms, oldest first, the last in force
   */
  public CampaignSnapshot snapshot(List<TermsVersion> history) {
    return new CampaignSnapshot(
        campaignId,
        tenantId,
        terms.advertiserId(),
        terms.name(),
        status,
        terms.currency(),
        terms.landingUrl(),
        terms.allowedDomains(),
        terms.traffic(),
        terms.attribution(),
        history,
        terms.hold(),
        rules.rules(),
        Sha256.hex(postbackToken),
        version,
        updatedAt);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Campaign[%s, %s, version %d]".formatted(campaignId, status, version);
  }
}
