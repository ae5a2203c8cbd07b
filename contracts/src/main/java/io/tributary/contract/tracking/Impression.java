package io.tributary.contract.tracking;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;

/**
 * A visitor was shown an affiliate's creative.
 *
 * @param placement where it was shown
 * @param judgement what was made of the impression
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
    Placement placement,
    Client client,
    Consent consent,
    Judgement judgement,
    boolean backfilled)
    implements TrackingEvent {

  public Impression {
    placement = placement == null ? Placement.NONE : placement;
    judgement = judgement == null ? Judgement.NONE : judgement;
  }
}
