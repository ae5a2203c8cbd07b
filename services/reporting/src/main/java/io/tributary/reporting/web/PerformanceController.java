package io.tributary.reporting.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.reporting.performance.Campaigns;
import io.tributary.reporting.performance.PerformanceReport;
import io.tributary.reporting.web.InvalidClicksResponse.InvalidClicksRow;
import io.tributary.reporting.web.PerformanceResponse.PerformanceRow;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What campaigns and affiliates brought, day by day. */
@RestController
@RequestMapping("/api/v1/reports")
@Tag(name = "reporting")
final class PerformanceController {

  /** Rows of one answer; more are refused, with the advice to ask for less. */
  static final int MAX_ROWS = 20_000;

  private final PerformanceReport report;
  private final Campaigns campaigns;
  private final InstantSource clock;

  PerformanceController(PerformanceReport report, Campaigns campaigns, InstantSource clock) {
    this.report = report;
    this.campaigns = campaigns;
    this.clock = clock;
  }

  @GetMapping("performance")
  @Operation(
      summary = "Impressions, clicks, conversions and money per group and currency",
      description =
          """
          Days are UTC and both included; without them the last 30. `group_by` takes up to three of
          campaign, affiliate and day, separated by commas. Conversions, sale amounts and refunds
          are split over affiliates by credit and count on the conversion's day, as do commissions.
          Clicks are unique and duplicate ones; `cr` and `epc` are conversions and commission per
          click, and gross clicks hold the invalid ones too. Affiliates see their own figures,
          advertisers those of their campaigns.\
          """)
  PerformanceResponse performance(
      Caller caller,
      @RequestParam(name = "from", required = false) @Nullable String from,
      @RequestParam(name = "to", required = false) @Nullable String to,
      @RequestParam(name = "group_by", required = false) @Nullable String groupBy,
      @RequestParam(name = "campaign_id", required = false) @Nullable String campaign,
      @RequestParam(name = "affiliate_id", required = false) @Nullable String affiliate) {
    PerformanceParameters parameters = read(from, to, groupBy, campaign, affiliate);
    return new PerformanceResponse(
        asOf(), rows(caller, parameters, report::rows).stream().map(PerformanceRow::of).toList());
  }

  @GetMapping("invalid-clicks")
  @Operation(
      summary = "Clicks and impressions that never earn, per group and reason",
      description = "Parameters and what is seen of it as in the performance report.")
  InvalidClicksResponse invalidClicks(
      Caller caller,
      @RequestParam(name = "from", required = false) @Nullable String from,
      @RequestParam(name = "to", required = false) @Nullable String to,
      @RequestParam(name = "group_by", required = false) @Nullable String groupBy,
      @RequestParam(name = "campaign_id", required = false) @Nullable String campaign,
      @RequestParam(name = "affiliate_id", required = false) @Nullable String affiliate) {
    PerformanceParameters parameters = read(from, to, groupBy, campaign, affiliate);
    return new InvalidClicksResponse(
        asOf(),
        rows(caller, parameters, report::invalid).stream().map(InvalidClicksRow::of).toList());
  }

  private PerformanceParameters read(
      @Nullable String from,
      @Nullable String to,
      @Nullable String groupBy,
      @Nullable String campaign,
      @Nullable String affiliate) {
    return PerformanceParameters.read(
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
        from,
        to,
        groupBy,
        campaign,
        affiliate);
  }

  private Instant asOf() {
    Instant asOf = report.asOf();
    return asOf == null ? clock.instant() : asOf;
  }

  private <R> List<R> rows(
      Caller caller,
      PerformanceParameters parameters,
      Function<PerformanceReport.Query, List<R>> ask) {
    Scope scope = scopeOf(caller);
    if (scope.excludes(parameters)) {
      return List.of();
    }
    List<R> rows =
        ask.apply(
            new PerformanceReport.Query(
                caller.tenant(),
                parameters.from(),
                parameters.to(),
                parameters.groupBy(),
                parameters.campaign() == null ? scope.campaigns() : Set.of(parameters.campaign()),
                parameters.affiliate() == null ? scope.affiliate() : parameters.affiliate(),
                MAX_ROWS + 1));
    if (rows.size() > MAX_ROWS) {
      throw ApiProblem.unprocessable(
          "group_by",
          "too_many_rows",
          "more than " + MAX_ROWS + " rows: ask for fewer days, or name a campaign or affiliate");
    }
    return rows;
  }

  private Scope scopeOf(Caller caller) {
    if (caller.is(Role.ADMIN) || caller.is(Role.MANAGER) || caller.is(Role.FINANCE)) {
      return new Scope(null, null);
    }
    if (caller.is(Role.ADVERTISER) && caller.advertiserId() != null) {
      return new Scope(campaigns.of(caller.tenant(), caller.advertiserId()), null);
    }
    if (caller.is(Role.AFFILIATE) && caller.affiliateId() != null) {
      return new Scope(null, caller.affiliateId());
    }
    throw ApiProblem.forbidden("Your roles do not allow this.");
  }

  /** What a caller may see: null for everything. */
  private record Scope(@Nullable Set<CampaignId> campaigns, @Nullable AffiliateId affiliate) {

    boolean excludes(PerformanceParameters asked) {
      return (campaigns != null
              && asked.campaign() != null
              && !campaigns.contains(asked.campaign()))
          || (affiliate != null
              && asked.affiliate() != null
              && !affiliate.equals(asked.affiliate()));
    }
  }
}
