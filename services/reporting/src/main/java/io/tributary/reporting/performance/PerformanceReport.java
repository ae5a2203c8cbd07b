package io.tributary.reporting.performance;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the figures. */
public interface PerformanceReport {

  /** At most {@link Query#limit} rows, in the order of the dimensions, then by currency. */
  List<Row> rows(Query query);

  /**
   * Touches that never earn: at most {@link Query#limit} rows, in the order of the dimensions, then
   * by reason.
   */
  List<InvalidRow> invalid(Query query);

  /** When the newest event that is in the figures was recorded; null before the first. */
  @Nullable Instant asOf();

  /** What rows can be made of. */
  enum Dimension {
    CAMPAIGN,
    AFFILIATE,
    DAY
  }

  /**
   * Which figures are wanted.
   *
   * @param from first day
   * @param to last day
   * @param groupBy one row per combination of these
   * @param campaigns only these; null for all
   * @param affiliate only this one; null for all
   */
  record Query(
      TenantId tenant,
      LocalDate from,
      LocalDate to,
      List<Dimension> groupBy,
      @Nullable Set<CampaignId> campaigns,
      @Nullable AffiliateId affiliate,
      int limit) {

    public Query {
      groupBy = List.copyOf(groupBy);
      campaigns = campaigns == null ? null : Set.copyOf(campaigns);
    }
  }

  /** The figures of one group in one currency; what is not grouped by is null. */
  record Row(
      @Nullable CampaignId campaign,
      @Nullable AffiliateId affiliate,
      @Nullable LocalDate day,
      CurrencyCode currency,
      Figures figures) {}

  /** The touches of one group that never earn, for one reason. */
  record InvalidRow(
      @Nullable CampaignId campaign,
      @Nullable AffiliateId affiliate,
      @Nullable LocalDate day,
      String reason,
      InvalidTouches touches) {}
}
