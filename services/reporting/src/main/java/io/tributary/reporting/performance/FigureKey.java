package io.tributary.reporting.performance;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What figures are kept by.
 *
 * @param day in UTC
 * @param affiliate null for what is credited to nobody
 */
public record FigureKey(
    TenantId tenant,
    LocalDate day,
    CampaignId campaign,
    @Nullable AffiliateId affiliate,
    CurrencyCode currency)
    implements Comparable<FigureKey> {

  private static final Comparator<FigureKey> ORDER =
      Comparator.comparing((FigureKey key) -> key.tenant.value())
          .thenComparing(FigureKey::day)
          .thenComparing(key -> key.campaign.value())
          .thenComparing(key -> key.affiliate == null ? "" : key.affiliate.value())
          .thenComparing(key -> key.currency.value());

  static LocalDate dayOf(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate();
  }

  @Override
  public int compareTo(FigureKey other) {
    return ORDER.compare(this, other);
  }
}
