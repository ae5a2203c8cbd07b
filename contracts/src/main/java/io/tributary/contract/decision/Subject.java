package io.tributary.contract.decision;

import io.tributary.contract.id.CampaignId;
import io.tributary.contract.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The conversion that was decided about.
 *
 * @param sourceEventId the event that reported it
 * @param clickId the click id that came with it
 * @param customerId the advertiser's id of the customer
 */
public record Subject(
    CampaignId campaignId,
    String event,
    @Nullable String orderId,
    Money amount,
    Instant occurredAt,
    String visitorId,
    String sourceEventId,
    @Nullable String clickId,
    @Nullable String coupon,
    @Nullable String customerId) {

  /** Of a customer who is not known. */
  public Subject(
      CampaignId campaignId,
      String event,
      @Nullable String orderId,
      Money amount,
      Instant occurredAt,
      String visitorId,
      String sourceEventId,
      @Nullable String clickId,
      @Nullable String coupon) {
    this(
        campaignId,
        event,
        orderId,
        amount,
        occurredAt,
        visitorId,
        sourceEventId,
        clickId,
        coupon,
        null);
  }
}
