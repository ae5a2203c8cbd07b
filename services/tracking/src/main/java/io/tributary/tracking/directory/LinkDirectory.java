package io.tributary.tracking.directory;

import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import org.jspecify.annotations.Nullable;

/** Finds links. */
public interface LinkDirectory {

  /** The link of a code; null when there is none, as far as is known at this moment. */
  @Nullable LinkSnapshot link(String code);

  /** The affiliate's first link for the campaign; null when there is none. */
  @Nullable LinkSnapshot link(CampaignId campaign, AffiliateId affiliate);
}
