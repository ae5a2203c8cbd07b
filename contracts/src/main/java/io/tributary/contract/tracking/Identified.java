package io.tributary.contract.tracking;

import io.tributary.contract.id.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A visitor is this customer of the advertiser, by the advertiser's word.
 *
 * @param emailHash keyed hash of the customer's normalised e-mail address
 */
public record Identified(
    String eventId,
    TenantId tenantId,
    String visitorId,
    Instant occurredAt,
    Instant receivedAt,
    String customerId,
    @Nullable String emailHash)
    implements TrackingEvent {}
