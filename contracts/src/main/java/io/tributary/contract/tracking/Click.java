package io.tributary.contract.tracking;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A visitor followed an affiliate's link.
 *
 * @param clickId carries visitor, time, key id and a MAC
 * @param subs the affiliate's own parameters by name, ten at most
 * @param source the affiliate's traffic source
 * @param affiliateClickId the affiliate's own id of the click
 * @param placement where the link was shown
 * @param judgement what was made of the click
 * @param backfilled its time is a past one, told by a source that may do so
 */
public record Click(
    String eventId,
    TenantId tenantId,
    String visitorId,
    Instant occurredAt,
    Instant receivedAt,
    String clickId,
    LinkId linkId,
    CampaignId campaignId,
    AffiliateId affiliateId,
    Map<String, String> subs,
    @Nullable String source,
    @Nullable String affiliateClickId,
    Placement placement,
    Client client,
    Consent consent,
    Judgement judgement,
    boolean backfilled)
    implements TrackingEvent {

  public Click {
    subs = Map.copyOf(subs);
    placement = placement == null ? Placement.NONE : placement;
    judgement = judgement == null ? Judgement.NONE : judgement;
  }
}
