package io.tributary.contract.tracking;

import io.tributary.contract.id.TenantId;
import java.time.Instant;

/** A visitor allowed or refused tracking. */
public record ConsentChanged(
    String eventId,
    TenantId tenantId,
    String visitorId,
    Instant occurredAt,
    Instant receivedAt,
    Consent consent)
    implements TrackingEvent {}
