package io.tributary.reporting.web;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.FieldProblem;
import io.tributary.reporting.performance.PerformanceReport.Dimension;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The checked parameters of a performance report.
 *
 * @param from first day
 * @param to last day
 */
record PerformanceParameters(
    LocalDate from,
    LocalDate to,
    List<Dimension> groupBy,
    @Nullable CampaignId campaign,
    @Nullable AffiliateId affiliate) {

  static final int MAX_DIMENSIONS = 3;
  static final int DEFAULT_DAYS = 30;

  /** Three years and a leap day: what a chart can show. */
  static final int MAX_DAYS = 1_096;

  PerformanceParameters {
    groupBy = List.copyOf(groupBy);
  }

  /**
   * Reads them; without days the last {@value #DEFAULT_DAYS} up to today.
   *
   * @throws ApiProblem 422 with everything that is wrong
   */
  static PerformanceParameters read(
      LocalDate today,
      @Nullable String from,
      @Nullable String to,
      @Nullable String groupBy,
      @Nullable String campaign,
      @Nullable String affiliate) {
    List<FieldProblem> problems = new ArrayList<>();
    LocalDate last = day("to", to, problems);
    LocalDate end = last == null ? today : last;
    LocalDate first = day("from", from, problems);
    LocalDate start = first == null ? end.minusDays(DEFAULT_DAYS - 1L) : first;
    if (problems.isEmpty()) {
      if (start.isAfter(end)) {
        problems.add(new FieldProblem("from", "out_of_range", "lies after to"));
      } else if (ChronoUnit.DAYS.between(start, end) >= MAX_DAYS) {
        problems.add(
            new FieldProblem("from", "out_of_range", "at most " + MAX_DAYS + " days at once"));
      }
    }
    List<Dimension> dimensions = dimensions(groupBy, problems);
    CampaignId campaignId = id("campaign_id", campaign, CampaignId::new, problems);
    AffiliateId affiliateId = id("affiliate_id", affiliate, AffiliateId::new, problems);
    if (!problems.isEmpty()) {
      throw ApiProblem.unprocessable(problems);
    }
    return new PerformanceParameters(start, end, dimensions, campaignId, affiliateId);
  }

  private static @Nullable LocalDate day(
      String field, @Nullable String text, List<FieldProblem> problems) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      LocalDate day = text.length() == 10 ? LocalDate.parse(text) : null;
      if (day != null) {
        return day;
      }
    } catch (DateTimeException e) {
      // Told below, as for a text of another length.
    }
    problems.add(new FieldProblem(field, "invalid_date", "not a date such as 2026-01-31"));
    return null;
  }

  private static List<Dimension> dimensions(@Nullable String text, List<FieldProblem> problems) {
    if (text == null || text.isEmpty()) {
      return List.of();
    }
    List<Dimension> dimensions = new ArrayList<>();
    for (String name : text.split(",", MAX_DIMENSIONS + 1)) {
      Dimension dimension =
          switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "campaign" -> Dimension.CAMPAIGN;
            case "affiliate" -> Dimension.AFFILIATE;
            case "day" -> Dimension.DAY;
            default -> null;
          };
      if (dimension == null || dimensions.contains(dimension)) {
        problems.add(
            new FieldProblem(
                "group_by",
                "invalid_dimension",
                "campaign, affiliate and day, each at most once, separated by commas"));
        return List.of();
      }
      dimensions.add(dimension);
    }
    return dimensions;
  }

  private static <T> @Nullable T id(
      String field, @Nullable String text, Function<String, T> parse, List<FieldProblem> problems) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      problems.add(new FieldProblem(field, "invalid_id", "not an id of this kind"));
      return null;
    }
  }
}
