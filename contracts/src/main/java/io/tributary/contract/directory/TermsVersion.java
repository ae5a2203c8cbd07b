package io.tributary.contract.directory;

import java.time.Instant;
import java.util.List;

/**
 * How a campaign's conversions were attributed from some time on.
 *
 * @param version 1 for the campaign's first
 * @param from when it came into force
 * @param status of the campaign from then on
 * @param rules in the order in which they are tried
 */
public record TermsVersion(
    int version,
    Instant from,
    CampaignSnapshot.Status status,
    AttributionTerms terms,
    List<AttributionRule> rules) {

  public TermsVersion {
    rules = rules == null ? List.of() : List.copyOf(rules);
  }
}
