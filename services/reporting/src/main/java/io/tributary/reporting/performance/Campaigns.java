package io.tributary.reporting.performance;

import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import java.util.Optional;
import java.util.Set;

/** The campaigns of the installation. */
public interface Campaigns {

  /** The campaign; waits a moment for one that was created just now. */
  Optional<CampaignFacts> find(CampaignId id);

  /** The campaigns of an advertiser. */
  Set<CampaignId> of(TenantId tenant, AdvertiserId advertiser);
}
