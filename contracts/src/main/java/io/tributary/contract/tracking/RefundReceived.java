package io.tributary.contract.tracking;

import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money of a conversion went back to the customer, in part or whole.
 *
 * @param refundId unique per conversion; a repeat changes nothing
 * @param amount what went back with this refund, positive
 * @param reason a reason code, or the sender's own words
 */
public record RefundReceived(
    String eventId,
    TenantId tenantId,
    String visitorId,
    Instant occurredAt,
    Instant receivedAt,
    ConversionId conversionId,
    String refundId,
    Money amount,
    @Nullable String reason,
    boolean backfilled)
    implements TrackingEvent {}
