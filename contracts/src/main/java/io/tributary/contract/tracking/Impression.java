package io.tributary.contract.tracking;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;

/**
 * A visitor was shown an affiliate's creative.
 *
 * @param backfilled as in {@link Click}
 */
public record Impression(
    String eventId,
    TenantId tenantId,
    String visitorId,
    Instant occurredAt,
    Instant receivedAt,
    LinkId linkId,
    CampaignId campaignId,
    AffiliateId affiliateId,
    Client client,
    Consent consent,
    boolean backfilled)
    implements TrackingEvent {}
