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
    List<CreditResponse> credits,
    @Nullable List<TraceStepResponse> trace,
    @Nullable String reason,
    long refundedAmount,
    long duplicates) {

  /** A touch's share, in parts per million. */
  record CreditResponse(
      AffiliateId affiliateId,
      LinkId linkId,
      @Nullable String clickId,
      Credit.Touch touch,
      Instant touchedAt,
      int ppm) {}

  /** One step of the decision, in words and in data. */
  record TraceStepResponse(String step, String outcome, String text, Map<String, String> data) {}

  private static final String AFFILIATE = "affiliate_id";

  static ConversionResponse row(StoredConversion conversion) {
    return of(conversion, null);
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
    String affiliate = step.data().get(AFFILIATE);
    return affiliate == null || affiliate.equals(viewer.value());
  }

  private static ConversionResponse of(
      StoredConversion conversion, @Nullable List<TraceStepResponse> trace) {
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
