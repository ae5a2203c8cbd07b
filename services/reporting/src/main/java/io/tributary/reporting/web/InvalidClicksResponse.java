package io.tributary.reporting.web;

import io.tributary.reporting.performance.PerformanceReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Touches that never earn, a row per group and reason.
 *
 * @param asOf when the newest event that is in the figures was recorded
 */
record InvalidClicksResponse(Instant asOf, List<InvalidClicksRow> data) {

  InvalidClicksResponse {
    data = List.copyOf(data);
  }

  /**
   * One group and reason.
   *
   * @param campaignId null unless grouped by campaign
   * @param affiliateId null unless grouped by affiliate
   * @param day in UTC, null unless grouped by day
   * @param reason why they never earn, as a code such as bot, capped or targeting
   */
  record InvalidClicksRow(
      @Nullable String campaignId,
      @Nullable String affiliateId,
      @Nullable LocalDate day,
      String reason,
      long clicks,
      long impressions) {

    static InvalidClicksRow of(PerformanceReport.InvalidRow row) {
      return new InvalidClicksRow(
          row.campaign() == null ? null : row.campaign().value(),
          row.affiliate() == null ? null : row.affiliate().value(),
          row.day(),
          row.reason(),
          row.touches().clicks(),
          row.touches().impressions());
    }
  }
}
