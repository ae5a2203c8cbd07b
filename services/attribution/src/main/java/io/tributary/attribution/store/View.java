package io.tributary.attribution.store;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import java.util.Set;

/** Which of a tenant's conversions a reader may see. */
public sealed interface View {

  /** All of them. */
  record Whole() implements View {}

  /** Those that the affiliate is credited for, and of their credits its own. */
  record OfAffiliate(AffiliateId affiliate) implements View {}

  /** Those of these campaigns. */
  record OfCampaigns(Set<CampaignId> campaigns) implements View {

    public OfCampaigns {
      campaigns = Set.copyOf(campaigns);
    }
  }
}
