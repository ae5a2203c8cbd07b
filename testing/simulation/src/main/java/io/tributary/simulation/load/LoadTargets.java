package io.tributary.simulation.load;

import io.tributary.simulation.http.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where load goes: campaigns with a postback token and the links of their affiliates.
 *
 * @param campaigns at least one
 */
public record LoadTargets(List<Target> campaigns) {

  public LoadTargets {
    campaigns = List.copyOf(campaigns);
    if (campaigns.isEmpty()) {
      throw new IllegalArgumentException("load needs a campaign");
    }
  }

  /**
   * A campaign.
   *
   * @param linkCodes at least one
   */
  public record Target(
      String campaignId, String currency, String postbackToken, List<String> linkCodes) {

    public Target {
      linkCodes = List.copyOf(linkCodes);
      if (linkCodes.isEmpty()) {
        throw new IllegalArgumentException("a campaign under load needs a link");
      }
    }
  }

  /**
   * Creates an advertiser, a campaign that pays 10 % at once to the last click, and its affiliates.
   *
   * @param name tells this load from others
   */
  public static LoadTargets create(ApiClient api, String name, int affiliates)
      throws InterruptedException {
    String advertiser =
        api.post("advertisers", Map.of("name", "Load " + name)).path("id").asString();
    var campaign =
        api.post(
            "campaigns",
            Map.of(
                "advertiser_id",
                advertiser,
                "name",
                "Load " + name,
                "currency",
                "USD",
                "landing_url",
                "https://shop.example/load",
                "allowed_domains",
                List.of("shop.example"),
                "attribution",
                Map.of("model", "last_click", "click_window", "P30D", "view_window", "P1D"),
                "hold",
                "PT0S",
                "commission_rules",
                List.of(
                    Map.of(
                        "name",
                        "base",
                        "when",
                        "true",
                        "then",
                        Map.of("type", "percentage", "percent", "10")))));
    String campaignId = campaign.path("id").asString();
    api.post("campaigns/%s/activate".formatted(campaignId), Map.of());
    List<String> codes = new ArrayList<>();
    for (int i = 1; i <= affiliates; i++) {
      String affiliate =
          api.post(
                  "affiliates",
                  Map.of(
                      "name",
                      "Load %s %d".formatted(name, i),
                      "email",
                      "load-%s-%d@example.org".formatted(name, i)))
              .path("id")
              .asString();
      api.post("affiliates/%s/approve".formatted(affiliate), Map.of());
      api.post("campaigns/%s/memberships".formatted(campaignId), Map.of("affiliate_id", affiliate));
      codes.add(
          api.post("links", Map.of("campaign_id", campaignId, "affiliate_id", affiliate))
              .path("code")
              .asString());
    }
    return new LoadTargets(
        List.of(new Target(campaignId, "USD", campaign.path("postback_token").asString(), codes)));
  }
}
