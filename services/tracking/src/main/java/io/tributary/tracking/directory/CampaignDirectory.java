package io.tributary.tracking.directory;

import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import org.jspecify.annotations.Nullable;

/** Finds campaigns. */
public interface CampaignDirectory {

  /** The campaign of an id; null when there is none. */
  @Nullable Campaign campaign(CampaignId id);

  /**
   * The campaign whose postback token has this hash; null when there is none.
   *
   * @param sha256 of the token, lower-case hex
   */
  @Nullable Campaign campaignOfToken(String sha256);

  /** The tenant's active campaign; null when it has none, or several. */
  @Nullable Campaign onlyActive(TenantId tenant);
}
