package io.tributary.tracking.directory;

import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import org.jspecify.annotations.Nullable;

/** Looks up everything that the state of a link depends on. */
public final class Links {

  private final LinkDirectory links;
  private final CampaignDirectory campaigns;
  private final AffiliateDirectory affiliates;

  public Links(LinkDirectory links, CampaignDirectory campaigns, AffiliateDirectory affiliates) {
    this.links = links;
    this.campaigns = campaigns;
    this.affiliates = affiliates;
  }

  /** The state of the link with this code, now. */
  public LinkState resolve(String code) {
    return state(links.link(code));
  }

  /** The state of the affiliate's first link for the campaign, now. */
  public LinkState resolve(CampaignId campaign, AffiliateId affiliate) {
    return state(links.link(campaign, affiliate));
  }

  private LinkState state(@Nullable LinkSnapshot link) {
    if (link == null) {
      return new LinkState.Unknown();
    }
    return LinkState.of(
        link,
        campaigns.campaign(link.campaignId()),
        affiliates.affiliate(link.affiliateId()),
        affiliates.membership(link.campaignId(), link.affiliateId()));
  }
}
