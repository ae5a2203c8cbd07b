package io.tributary.campaign.terms;

import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.money.CurrencyCode;
import java.time.Duration;
import java.util.List;

/**
 * A campaign's terms that were checked, without its commission rules.
 *
 * @param landingUrl absolute https URL, which may hold macros
 * @param allowedDomains host names in lower case, sub-domains included
 * @param traffic where clicks lead, who may make them and how they are judged
 * @param hold how long a commission waits before it is approved
 */
public record CampaignTerms(
    AdvertiserId advertiserId,
    String name,
    CurrencyCode currency,
    String landingUrl,
    List<String> allowedDomains,
    AttributionTerms attribution,
    TrafficTerms traffic,
    Duration hold) {

  public CampaignTerms {
    allowedDomains = List.copyOf(allowedDomains);
  }

  /** A duration as the API writes it: whole days as days. */
  public static String iso(Duration duration) {
    return Fields.iso(duration);
  }
}
