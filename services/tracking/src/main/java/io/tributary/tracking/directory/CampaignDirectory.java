package io.tributary.tracking.directory;

import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import io.tributary.tracking.refusal.Problems;
import org.jspecify.annotations.Nullable;

/** Finds campaigns. */
public interface CampaignDirectory {

  /** The campaign of an id; null when there is none. */
  @Nullable Campaign campaign(CampaignId id);

  /**
   * The tenant's campaign that the field {@code campaign_id} names.
   *
   * @param id null where the field is absent, which is no problem here
   * @return null without one, with a problem where an id was sent
   */
  default @Nullable Campaign campaign(TenantId tenant, @Nullable String id, Problems problems) {
    if (id == null) {
      return null;
    }
    Campaign campaign = null;
    try {
      campaign = campaign(new CampaignId(id));
    } catch (IllegalArgumentException e) {
      // The text is no id: nothing has it.
    }
    if (campaign == null || !campaign.terms().tenantId().equals(tenant)) {
      problems.add("campaign_id", "unknown_campaign", "is not known");
      return null;
    }
    return campaign;
  }

  /**
   * The campaign whose postback token has this hash; null when there is none.
   *
   * @param sha256 of the token, lower-case hex
   */
  @Nullable Campaign campaignOfToken(String sha256);

  /** The tenant's active campaign; null when it has none, or several. */
  @Nullable Campaign onlyActive(TenantId tenant);
}
