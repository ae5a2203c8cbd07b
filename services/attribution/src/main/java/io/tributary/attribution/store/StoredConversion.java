package io.tributary.attribution.store;

import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversion stands.
 *
 * @param credits those that the reader may see, oldest touch first
 * @param trace empty in lists
 * @param refunded what went back so far, in minor units
 * @param duplicates how often it was repeated
 */
public record StoredConversion(
    ConversionId conversionId,
    int revision,
    String status,
    CampaignId campaignId,
    String event,
    @Nullable String orderId,
    Money amount,
    String visitorId,
    Instant occurredAt,
    Instant decidedAt,
    @Nullable String model,
    Ground ground,
    @Nullable String reason,
    long refunded,
    long duplicates,
    List<Credit> credits,
    List<TraceStep> trace) {

  /**
   * What the standing decision rests on.
   *
   * @param cause why it was made, as the contract has it
   * @param matchKey by what the touches were found; null for decisions of earlier versions
   * @param termsVersion of the campaign's terms; 0 where there were none
   */
  public record Ground(
      @Nullable String customerId,
      String cause,
      @Nullable String matchKey,
      int termsVersion,
      @Nullable String modelVersion) {}

  public StoredConversion {
    credits = List.copyOf(credits);
    trace = List.copyOf(trace);
  }

  StoredConversion with(List<Credit> theirs) {
    return new StoredConversion(
        conversionId,
        revision,
        status,
        campaignId,
        event,
        orderId,
        amount,
        visitorId,
        occurredAt,
        decidedAt,
        model,
        ground,
        reason,
        refunded,
        duplicates,
        theirs,
        trace);
  }
}
