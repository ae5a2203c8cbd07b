package io.tributary.tracking.directory;

import io.tributary.contract.directory.LinkSnapshot;

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
    LinkSnapshot link = links.link(code);
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
