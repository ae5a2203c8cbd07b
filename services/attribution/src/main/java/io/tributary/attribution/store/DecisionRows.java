package io.tributary.attribution.store;

import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Ground;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Rejected;
import io.tributary.contract.decision.Subject;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.money.CurrencyCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a batch of decisions of one tenant makes of the tables; the columns are the components. */
record DecisionRows(
    Collection<ConversionRow> conversions,
    List<CreditRow> credits,
    Collection<RepeatsRow> repeats,
    Collection<RefundRow> refunds) {

  /** One decision as a row. */
  record DecisionRow(
      String decisionId,
      ConversionId conversionId,
      String kind,
      @Nullable Integer revision,
      Instant decidedAt,
      Decision body) {

    static DecisionRow of(Decision decision) {
      return switch (decision) {
        case Attributed attributed -> row(decision, "attributed", attributed.revision());
        case Unattributed unattributed -> row(decision, "unattributed", unattributed.revision());
        case Rejected rejected -> row(decision, "rejected", rejected.revision());
        case Duplicate duplicate -> row(decision, "duplicate", duplicate.revision());
        case Superseded superseded -> row(decision, "superseded", superseded.revision());
        case Refunded refunded -> row(decision, "refunded", null);
      };
    }

    private static DecisionRow row(Decision decision, String kind, @Nullable Integer revision) {
      return new DecisionRow(
          decision.decisionId(),
          decision.conversionId(),
          kind,
          revision,
          decision.decidedAt(),
          decision);
    }
  }

  /** Where a conversion stands. */
  record ConversionRow(
      ConversionId conversionId,
      int revision,
      String status,
      CampaignId campaignId,
      String event,
      @Nullable String orderId,
      long amount,
      CurrencyCode currency,
      String visitorId,
      @Nullable String clickId,
      @Nullable String coupon,
      Instant occurredAt,
      Instant decidedAt,
      @Nullable String customerId,
      Ground.Cause cause,
      Ground.@Nullable MatchKey matchKey,
      int termsVersion,
      @Nullable String modelVersion,
      @Nullable Model model,
      @Nullable String reason,
      List<TraceStep> trace) {}

  /** One credit of a conversion. */
  record CreditRow(
      ConversionId conversionId,
      int position,
      AffiliateId affiliateId,
      @Nullable LinkId linkId,
      @Nullable String clickId,
      Credit.Touch touch,
      Instant touchedAt,
      int ppm) {}

  /** How often a conversion was repeated in this batch. */
  record RepeatsRow(ConversionId conversionId, int repeats) {}

  /** What of a conversion went back in all. */
  record RefundRow(ConversionId conversionId, long refunded) {}

  /** Folds decisions, in the order of the log; of each conversion the last revision remains. */
  static DecisionRows of(Collection<Decision> decisions) {
    Map<ConversionId, ConversionRow> conversions = new LinkedHashMap<>();
    Map<ConversionId, List<Credit>> credits = new LinkedHashMap<>();
    Map<ConversionId, RepeatsRow> repeats = new LinkedHashMap<>();
    Map<ConversionId, RefundRow> refunds = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      ConversionId id = decision.conversionId();
      switch (decision) {
        case Attributed it -> {
          conversions.put(
              id,
              row(
                  it,
                  it.revision(),
                  "attributed",
                  it.subject(),
                  it.ground(),
                  it.model(),
                  null,
                  it.trace()));
          credits.put(id, it.credits());
        }
        case Unattributed it -> {
          conversions.put(
              id,
              row(
                  it,
                  it.revision(),
                  "unattributed",
                  it.subject(),
                  it.ground(),
                  null,
                  null,
                  it.trace()));
          credits.put(id, List.of());
        }
        case Rejected it -> {
          conversions.put(
              id,
              row(
                  it,
                  it.revision(),
                  "rejected",
                  it.subject(),
                  it.ground(),
                  null,
                  it.reason(),
                  it.trace()));
          credits.put(id, List.of());
        }
        case Duplicate it ->
            repeats.merge(
                id,
                new RepeatsRow(id, 1),
                (one, other) -> new RepeatsRow(id, one.repeats() + other.repeats()));
        case Refunded it -> refunds.put(id, new RefundRow(id, it.refundedSoFar().minor()));
        case Superseded it -> {
          // The decision that replaces it says all.
        }
      }
    }
    return new DecisionRows(
        conversions.values(), rows(credits), repeats.values(), refunds.values());
  }

  private static ConversionRow row(
      Decision decision,
      int revision,
      String status,
      Subject subject,
      Ground ground,
      @Nullable Model model,
      @Nullable String reason,
      List<TraceStep> trace) {
    return new ConversionRow(
        decision.conversionId(),
        revision,
        status,
        subject.campaignId(),
        subject.event(),
        subject.orderId(),
        subject.amount().minor(),
        subject.amount().currency(),
        subject.visitorId(),
        subject.clickId(),
        subject.coupon(),
        subject.occurredAt(),
        decision.decidedAt(),
        subject.customerId(),
        ground.cause(),
        ground.key(),
        ground.termsVersion(),
        ground.modelVersion(),
        model,
        reason,
        trace);
  }

  private static List<CreditRow> rows(Map<ConversionId, List<Credit>> credits) {
    List<CreditRow> rows = new ArrayList<>();
    credits.forEach(
        (conversion, parts) -> {
          for (int position = 0; position < parts.size(); position++) {
            Credit credit = parts.get(position);
            rows.add(
                new CreditRow(
                    conversion,
                    position,
                    credit.affiliateId(),
                    credit.linkId(),
                    credit.clickId(),
                    credit.touch(),
                    credit.touchedAt(),
                    credit.ppm()));
          }
        });
    return rows;
  }
}
