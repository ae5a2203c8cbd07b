package io.tributary.contract.tracking;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An outcome with a value was reported. A repeat of an order carries the same conversion id.
 *
 * @param conversionId derived from tenant, campaign and order id, else from the event id
 * @param event the goal, for example {@code purchase}
 * @param clickId checked by its MAC; its click may not be known yet
 * @param channel how it came in
 * @param report what else the reporter said
 * @param backfilled as in {@link Click}
 */
public record ConversionReceived(
    String eventId,
    TenantId tenantId,
    String visitorId,
    Instant occurredAt,
    Instant receivedAt,
    ConversionId conversionId,
    CampaignId campaignId,
    String event,
    @Nullable String orderId,
    Money amount,
    @Nullable String clickId,
    @Nullable String customerId,
    @Nullable String coupon,
    Channel channel,
    Report report,
    boolean backfilled)
    implements TrackingEvent {

  public ConversionReceived {
    report = report == null ? Report.PLAIN : report;
  }

  /** How a conversion came in. */
  public enum Channel {
    @JsonProperty("postback")
    POSTBACK,
    @JsonProperty("pixel")
    PIXEL,
    @JsonProperty("api")
    API,
    /** The advertiser's page, through the script. */
    @JsonProperty("script")
    SCRIPT,
    /** A client of the Segment protocol. */
    @JsonProperty("segment")
    SEGMENT,
    /** A file that was uploaded. */
    @JsonProperty("csv")
    CSV
  }
}
