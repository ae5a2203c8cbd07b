package io.tributary.simulation.programme;

import java.util.List;

/**
 * The demo programme as it stands in the product; lists in the order of the plan.
 *
 * @param eventKey API key for the event API, made anew at each start
 */
public record Programme(
    ProgrammePlan plan,
    List<String> advertiserIds,
    List<LiveCampaign> campaigns,
    List<String> affiliateIds,
    List<String> linkCodes,
    String eventKey) {

  public Programme {
    advertiserIds = List.copyOf(advertiserIds);
    campaigns = List.copyOf(campaigns);
    affiliateIds = List.copyOf(affiliateIds);
    linkCodes = List.copyOf(linkCodes);
  }

  /**
   * A campaign.
   *
   * @param postbackToken what a postback shows
   */
  public record LiveCampaign(String id, String postbackToken) {}
}
