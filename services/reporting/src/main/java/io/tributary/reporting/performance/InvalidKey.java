package io.tributary.reporting.performance;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import java.time.LocalDate;
import java.util.Comparator;

/**
 * What the invalid touches of a tenant are kept by.
 *
 * @param day in UTC
 * @param reason a code, for example {@code bot}
 */
public record InvalidKey(LocalDate day, CampaignId campaign, AffiliateId affiliate, String reason)
    implements Comparable<InvalidKey> {

  private static final Comparator<InvalidKey> ORDER =
      Comparator.comparing(InvalidKey::day)
          .thenComparing(key -> key.campaign.value())
          .thenComparing(key -> key.affiliate.value())
          .thenComparing(InvalidKey::reason);

  @Override
  public int compareTo(InvalidKey other) {
    return ORDER.compare(this, other);
  }
}
