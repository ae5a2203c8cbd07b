package io.tributary.contract.tracking;

import io.tributary.contract.id.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page of the advertiser was shown to a visitor.
 *
 * @param url without query and fragment, cut to 1,024 characters
 * @param clickId of the click that brought the visitor, if one is known
 */
public record PageViewed(
    String eventId,
    TenantId tenantId,
    String visitorId,
    Instant occurredAt,
    Instant receivedAt,
    @Nullable String url,
    @Nullable String clickId,
    Client client,
    Consent consent)
    implements TrackingEvent {}
