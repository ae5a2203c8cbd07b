package io.tributary.tracking.click;

import io.tributary.tracking.traffic.Landing;
import io.tributary.tracking.url.WebUrl;

/** Where a visitor is led. */
public sealed interface Destination {

  /** A page of a campaign, filled with what is known of the click. */
  record CampaignPage(Landing landing) implements Destination {}

  /** A page of the advertiser that the affiliate chose and that was checked. */
  record DeepLink(WebUrl url) implements Destination {}

  /**
   * An address as it is.
   *
   * @param step of the fallback chain that gave it
   */
  record Address(String url, Step step) implements Destination {}

  /** This product's own page, which says that there is nothing to be had. */
  record NeutralPage() implements Destination {}

  /** The steps of the fallback chain that are addresses. */
  enum Step {
    LINK,
    CAMPAIGN,
    TENANT,
    INSTALLATION
  }
}
