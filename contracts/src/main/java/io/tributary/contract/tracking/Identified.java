package io.tributary.contract.tracking;

import io.tributary.contract.id.TenantId;
import java.time.Instant;

/** A visitor is this customer of the advertiser, by the advertiser's word. */
public record Identified(
    String eventId,
    TenantId tenantId,
    String visitorId,
    Instant occurredAt,
    Instant receivedAt,
    String customerId)
    implements TrackingEvent {}
