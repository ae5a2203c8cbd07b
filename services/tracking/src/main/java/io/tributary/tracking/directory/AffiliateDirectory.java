package io.tributary.tracking.directory;

import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import org.jspecify.annotations.Nullable;

/** Finds out whether an affiliate may promote a campaign. */
public interface AffiliateDirectory {

  /** Where the affiliate is in its life; null when it is not known. */
  AffiliateSnapshot.@Nullable Status affiliate(AffiliateId id);

  /** Where the affiliate's membership in the campaign is in its life; null when there is none. */
  MembershipSnapshot.@Nullable Status membership(CampaignId campaign, AffiliateId affiliate);
}
