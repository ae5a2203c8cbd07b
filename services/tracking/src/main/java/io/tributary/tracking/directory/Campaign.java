package io.tributary.tracking.directory;

import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.tracking.traffic.Traffic;
import io.tributary.tracking.url.WebUrl;
import java.util.List;
import java.util.Objects;

/**
 * A campaign as the edge uses it: what costs time to parse is parsed.
 *
 * @param allowedDomains in ASCII and lower case
 */
public record Campaign(CampaignSnapshot terms, Traffic traffic, List<String> allowedDomains) {

  public Campaign {
    allowedDomains = List.copyOf(allowedDomains);
  }

  /** The campaign of a snapshot; domains that are none are left out. */
  public static Campaign of(CampaignSnapshot terms) {
    return new Campaign(
        terms,
        Traffic.of(terms, WebUrl.landingOrNull(terms.landingUrl())),
        terms.allowedDomains().stream()
            .map(WebUrl::asciiHost)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .toList());
  }

  /** Whether a deep link may lead there. */
  public boolean allows(WebUrl url) {
    for (String domain : allowedDomains) {
      if (url.isWithin(domain)) {
        return true;
      }
    }
    return false;
  }
}
