package io.tributary.tracking.directory;

import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import org.jspecify.annotations.Nullable;

/** What a link's code is good for at this moment. */
public sealed interface LinkState {

  /** There is such a link. */
  sealed interface Known extends LinkState {

    LinkSnapshot link();
  }

  /** It earns, as far as the visitor and the time do not matter. */
  record Active(LinkSnapshot link, Campaign campaign) implements Known {}

  /** It does not earn; the reason is a code. */
  record Inactive(LinkSnapshot link, String reason) implements Known {}

  /** There is no such link. */
  record Unknown() implements LinkState {}

  /** The state of a link, given what is known; null stands for what is not. */
  static Known of(
      LinkSnapshot link,
      @Nullable Campaign campaign,
      AffiliateSnapshot.@Nullable Status affiliate,
      MembershipSnapshot.@Nullable Status membership) {
    if (campaign == null) {
      return new Inactive(link, "campaign_unknown");
    }
    String reason = reason(campaign.terms().status());
    if (reason != null) {
      return new Inactive(link, reason);
    }
    if (campaign.traffic().own() == null) {
      return new Inactive(link, "landing_unusable");
    }
    if (link.disabled()) {
      return new Inactive(link, "link_disabled");
    }
    if (affiliate != AffiliateSnapshot.Status.APPROVED) {
      return new Inactive(link, "affiliate_inactive");
    }
    if (membership != MembershipSnapshot.Status.APPROVED) {
      return new Inactive(link, "membership_inactive");
    }
    return new Active(link, campaign);
  }

  private static @Nullable String reason(CampaignSnapshot.Status status) {
    return switch (status) {
      case ACTIVE -> null;
      case DRAFT -> "campaign_draft";
      case PAUSED -> "campaign_paused";
      case ARCHIVED -> "campaign_archived";
    };
  }
}
