package io.tributary.tracking.traffic;

import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.directory.TrafficTerms.TargetingRule;
import io.tributary.contract.id.CampaignId;
import io.tributary.tracking.url.WebUrl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A campaign's traffic terms, worked out.
 *
 * @param own the campaign's own landing page; null when its address cannot be used
 * @param fallbackUrl null when there is none, or none that can be used
 */
public record Traffic(
    @Nullable Landing own,
    Map<String, Landing> pages,
    @Nullable Rotator rotator,
    Targeting targeting,
    OpenHours hours,
    Caps caps,
    @Nullable String fallbackUrl,
    @Nullable CampaignId fallbackCampaign,
    int redirectStatus,
    String referrerPolicy) {

  public Traffic {
    pages = Map.copyOf(pages);
  }

  /** Which visitors may follow the campaign's links. */
  public record Targeting(List<TargetingRule> rules, Audiences audiences) {

    public Targeting {
      rules = List.copyOf(rules);
    }

    static Targeting of(List<TargetingRule> rules) {
      return new Targeting(
          rules, Audiences.of(rules.stream().map(TargetingRule::audience).toList()));
    }

    /** The first rule that the visitor falls under decides; without one everybody may. */
    public boolean allows(Characteristics visitor) {
      if (rules.isEmpty()) {
        return true;
      }
      int rule = audiences.first(visitor);
      return rule < 0 || rules.get(rule).allowed();
    }
  }

  /**
   * The terms of a campaign; addresses that cannot be used are left out.
   *
   * @param landing the campaign's own page, parsed; null when it cannot be used
   */
  public static Traffic of(CampaignSnapshot campaign, @Nullable WebUrl landing) {
    TrafficTerms terms = campaign.traffic();
    Map<String, Landing> pages = new HashMap<>();
    for (TrafficTerms.LandingPage page : terms.landingPages()) {
      WebUrl url = WebUrl.landingOrNull(page.url());
      if (url != null) {
        pages.put(page.urlId(), new Landing(page.urlId(), Page.of(url)));
      }
    }
    Landing own = landing == null ? null : new Landing(null, Page.of(landing));
    String fallback = terms.fallback().url();
    WebUrl fallbackUrl = fallback == null ? null : WebUrl.landingOrNull(fallback);
    return new Traffic(
        own,
        pages,
        own == null ? null : Rotator.of(terms.rotator(), pages, own, campaign.campaignId().value()),
        Targeting.of(terms.targeting()),
        OpenHours.of(terms.schedule()),
        Caps.of(terms.caps(), terms.schedule().zone()),
        fallbackUrl == null ? null : fallbackUrl.toString(),
        terms.fallback().campaignId(),
        terms.redirectStatus(),
        terms.referrerPolicy());
  }

  /**
   * The page for a visitor: the first of those named that there is, else the rotator's, else the
   * campaign's own; null when that cannot be used.
   *
   * @param asked by the click itself
   * @param linked by its link
   */
  public @Nullable Landing landing(
      @Nullable String asked, @Nullable String linked, Characteristics visitor, String visitorId) {
    Landing named = asked == null ? null : pages.get(asked);
    if (named == null && linked != null) {
      named = pages.get(linked);
    }
    if (named == null && rotator != null) {
      named = rotator.choose(visitor, visitorId);
    }
    return named == null ? own : named;
  }
}
