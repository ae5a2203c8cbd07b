package io.tributary.campaign.store;

import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which campaigns, links and coupons a caller may see. */
public sealed interface Views {

  /** All of the tenant. */
  record All() implements Views {}

  /** Those of one advertiser. */
  record OfAdvertiser(AdvertiserId advertiserId) implements Views {}

  /**
   * Of links and coupons, the affiliate's; of campaigns, those in which it is or has a link.
   *
   * @param joined where it is a member
   */
  record OfAffiliate(AffiliateId affiliateId, Set<CampaignId> joined) implements Views {

    public OfAffiliate {
      joined = Set.copyOf(joined);
    }
  }

  /** The advertiser that the view is narrowed to. */
  default @Nullable AdvertiserId advertiser() {
    return switch (this) {
      case OfAdvertiser(AdvertiserId id) -> id;
      case All(), OfAffiliate(_, _) -> null;
    };
  }

  /** The affiliate that the view is narrowed to. */
  default @Nullable AffiliateId affiliate() {
    return switch (this) {
      case OfAffiliate(AffiliateId id, _) -> id;
      case All(), OfAdvertiser(_) -> null;
    };
  }

  default Set<CampaignId> joined() {
    return switch (this) {
      case OfAffiliate(_, Set<CampaignId> campaigns) -> campaigns;
      case All(), OfAdvertiser(_) -> Set.of();
    };
  }
}
