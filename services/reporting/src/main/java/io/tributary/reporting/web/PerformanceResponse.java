package io.tributary.reporting.web;

import io.tributary.reporting.performance.Clicks;
import io.tributary.reporting.performance.Figures;
import io.tributary.reporting.performance.PerformanceReport;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
   * @param impressions those that are not invalid
   * @param grossClicks unique, duplicate and invalid ones
   * @param clicks unique and duplicate ones
   * @param invalidClicks those that never earn
   * @param botClicks what of the invalid clicks was automatic
   * @param conversions by credit: half a conversion is 0.5
   * @param cr conversions per click; null without clicks
   * @param epc commission in minor units per click; null without clicks
   */
  record PerformanceRow(
      @Nullable String campaignId,
      @Nullable String affiliateId,
      @Nullable LocalDate day,
      String currency,
      long impressions,
      long invalidImpressions,
      long grossClicks,
      long clicks,
      long uniqueClicks,
      long duplicateClicks,
      long invalidClicks,
      long botClicks,
      BigDecimal conversions,
      @Nullable BigDecimal cr,
      long saleAmount,
      long refunds,
      long commission,
      @Nullable BigDecimal epc) {

    private static final int PPM_DECIMALS = 6;

    static PerformanceRow of(PerformanceReport.Row row) {
      Figures figures = row.figures();
      Clicks clicks = figures.clicks();
      BigDecimal conversions = decimal(figures.conversionPpm());
      return new PerformanceRow(
          row.campaign() == null ? null : row.campaign().value(),
          row.affiliate() == null ? null : row.affiliate().value(),
          row.day(),
          row.currency().value(),
          figures.impressions(),
          figures.invalidImpressions(),
          clicks.gross(),
          clicks.valid(),
          clicks.unique(),
          clicks.duplicate(),
          clicks.invalid(),
          clicks.bot(),
          conversions,
          perClick(conversions, clicks.valid()),
          figures.saleAmount(),
          figures.refunds(),
          figures.commission(),
          perClick(BigDecimal.valueOf(figures.commission()), clicks.valid()));
    }

    private static @Nullable BigDecimal perClick(BigDecimal figure, long clicks) {
      return clicks == 0
          ? null
          : plain(figure.divide(BigDecimal.valueOf(clicks), PPM_DECIMALS, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal decimal(long ppm) {
      return plain(BigDecimal.valueOf(ppm, PPM_DECIMALS));
    }

    private static BigDecimal plain(BigDecimal figure) {
      BigDecimal stripped = figure.stripTrailingZeros();
      return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
  }
}
