package io.tributary.reporting.web;

import io.tributary.reporting.performance.PerformanceReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures, a row per group and currency.
 *
 * @param asOf when the newest event that is in the figures was recorded
 */
record PerformanceResponse(Instant asOf, List<PerformanceRow> data) {

  PerformanceResponse {
    data = List.copyOf(data);
  }

  /**
   * One group in one currency; money in minor units.
   *
   * @param campaignId null unless grouped by campaign
   * @param affiliateId null unless grouped by affiliate, and for what is credited to nobody
   * @param day in UTC, null unless grouped by day
   * @param conversions by credit: half a conversion is 0.5
   */
  record PerformanceRow(
      @Nullable String campaignId,
      @Nullable String affiliateId,
      @Nullable LocalDate day,
      String currency,
      long impressions,
      long clicks,
      BigDecimal conversions,
      long saleAmount,
      long refunds,
      long commission) {

    private static final int PPM_DECIMALS = 6;

    static PerformanceRow of(PerformanceReport.Row row) {
      var figures = row.figures();
      return new PerformanceRow(
          row.campaign() == null ? null : row.campaign().value(),
          row.affiliate() == null ? null : row.affiliate().value(),
          row.day(),
          row.currency().value(),
          figures.impressions(),
          figures.clicks(),
          decimal(figures.conversionPpm()),
          figures.saleAmount(),
          figures.refunds(),
          figures.commission());
    }

    private static BigDecimal decimal(long ppm) {
      BigDecimal conversions = BigDecimal.valueOf(ppm, PPM_DECIMALS).stripTrailingZeros();
      return conversions.scale() < 0 ? conversions.setScale(0) : conversions;
    }
  }
}
