package io.tributary.attribution.web;

import io.tributary.attribution.store.StoredConversion;
import io.tributary.attribution.store.View;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.platform.http.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversion and what was decided about it.
 *
 * @param status attributed, unattributed or rejected
 * @param amount in minor units
 * @param customerId null for affiliates
 * @param cause why the revision was made
 * @param matchKey by what the conversion found its touches
 * @param termsVersion of the campaign's attribution terms that were used; 0 where there were none
 * @param modelVersion of the learned weights that were used
 * @param trace null in lists
 * @param reason why it was rejected
 * @param duplicates how often it was reported again
 */
record ConversionResponse(
    ConversionId id,
    @Words(ConversionStatus.class) String status,
    int revision,
    CampaignId campaignId,
    String event,
    @Nullable String orderId,
    long amount,
    CurrencyCode currency,
    Instant occurredAt,
    Instant decidedAt,
    @Nullable String model,
    @Nullable String customerId,
    String cause,
    @Nullable String matchKey,
    int termsVersion,
    @Nullable String modelVersion,
    List<CreditResponse> credits,
    @Nullable List<TraceStepResponse> trace,
    @Nullable String reason,
    long refundedAmount,
    long duplicates) {

  /** A touch's share, in parts per million. */
  record CreditResponse(
      AffiliateId affiliateId,
      @Nullable LinkId linkId,
      @Nullable String clickId,
      Credit.Touch touch,
      Instant touchedAt,
      int ppm) {}

  /** One step of the decision, in words and in data. */
  record TraceStepResponse(String step, String outcome, String text, Map<String, String> data) {}

  private static final String AFFILIATE = "affiliate_id";
  private static final String RULE = "rule";

  static ConversionResponse row(StoredConversion conversion, View view) {
    return of(conversion, view, null);
  }

  /** With the trace; an affiliate is told of its own touches only. */
  static ConversionResponse whole(StoredConversion conversion, View view) {
    List<TraceStep> steps =
        switch (view) {
          case View.OfAffiliate(AffiliateId viewer) ->
              conversion.trace().stream().filter(step -> concerns(step, viewer)).toList();
          case View.Whole() -> conversion.trace();
          case View.OfCampaigns(var campaigns) -> conversion.trace();
        };
    boolean all = !(view instanceof View.OfAffiliate);
    return of(
        conversion,
        view,
        steps.stream()
            .map(
                step ->
                    new TraceStepResponse(
                        step.step(),
                        step.outcome(),
                        step.text(),
                        all || step.data().containsKey(AFFILIATE) ? step.data() : Map.of()))
            .toList());
  }

  private static boolean concerns(TraceStep step, AffiliateId viewer) {
    if (step.step().equals(RULE)) {
      // Rules may name other affiliates.
      return false;
    }
    String affiliate = step.data().get(AFFILIATE);
    return affiliate == null || affiliate.equals(viewer.value());
  }

  private static ConversionResponse of(
      StoredConversion conversion, View view, @Nullable List<TraceStepResponse> trace) {
    return new ConversionResponse(
        conversion.conversionId(),
        conversion.status(),
        conversion.revision(),
        conversion.campaignId(),
        conversion.event(),
        conversion.orderId(),
        conversion.amount().minor(),
        conversion.amount().currency(),
        conversion.occurredAt(),
        conversion.decidedAt(),
        conversion.model(),
        view instanceof View.OfAffiliate ? null : conversion.ground().customerId(),
        conversion.ground().cause(),
        conversion.ground().matchKey(),
        conversion.ground().termsVersion(),
        conversion.ground().modelVersion(),
        conversion.credits().stream()
            .map(
                credit ->
                    new CreditResponse(
                        credit.affiliateId(),
                        credit.linkId(),
                        credit.clickId(),
                        credit.touch(),
                        credit.touchedAt(),
                        credit.ppm()))
            .toList(),
        trace,
        conversion.reason(),
        conversion.refunded(),
        conversion.duplicates());
  }
}
