package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.contract.id.CampaignId;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a campaign's clicks lead, who may make them and how they are judged.
 *
 * @param landingPages besides the campaign's own
 * @param rotator the first rule whose audience the visitor is in chooses the page; none: the
 *     campaign's own
 * @param targeting the first rule whose audience the visitor is in decides; none: allowed
 * @param caps numbers of clicks
 * @param fallback where others are led
 * @param redirectStatus 302 or 307
 * @param referrerPolicy of the redirect, as the header has it
 * @param uniqueFor how long a click of the same visitor on the same link is a duplicate
 * @param viaParameters query parameters by which a visited page names the affiliate's link
 * @param postback how the advertiser's server reports
 */
public record TrafficTerms(
    List<LandingPage> landingPages,
    List<RotatorRule> rotator,
    List<TargetingRule> targeting,
    Schedule schedule,
    List<Cap> caps,
    Fallback fallback,
    int redirectStatus,
    String referrerPolicy,
    Duration uniqueFor,
    List<String> viaParameters,
    PostbackTerms postback,
    FraudTerms fraud) {

  /** Everybody, at any time, to the campaign's own page. */
  public static final TrafficTerms DEFAULT =
      new TrafficTerms(
          List.of(),
          List.of(),
          List.of(),
          new Schedule(null, null, ZoneOffset.UTC, List.of()),
          List.of(),
          new Fallback(null, null),
          302,
          "no-referrer-when-downgrade",
          Duration.ofHours(1),
          List.of("via", "ref"),
          new PostbackTerms(null, Map.of(), false, false),
          FraudTerms.DEFAULT);

  public TrafficTerms {
    landingPages = List.copyOf(landingPages);
    rotator = List.copyOf(rotator);
    targeting = List.copyOf(targeting);
    caps = List.copyOf(caps);
    viaParameters = List.copyOf(viaParameters);
  }

  /**
   * A page that a click may lead to.
   *
   * @param urlId unique in the campaign, 1 to 64 letters, digits, {@code _} and {@code -}
   * @param url absolute https URL, which may hold macros such as {@code {sub1}} in its query
   */
  public record LandingPage(String urlId, String url) {}

  /** Chances of pages for an audience. */
  public record RotatorRule(Audience audience, List<Share> shares) {

    public RotatorRule {
      shares = List.copyOf(shares);
    }
  }

  /**
   * The chance of a page.
   *
   * @param urlId of a landing page; null for the campaign's own
   * @param weight 1 to 1,000; the chance is its part of the sum
   */
  public record Share(@Nullable String urlId, int weight) {}

  /** Whether an audience may follow the campaign's links. */
  public record TargetingRule(boolean allowed, Audience audience) {}

  /**
   * A number of clicks after which others are led to the fallback.
   *
   * @param limit 1 or more
   */
  public record Cap(Period period, Scope scope, long limit) {

    /** After which counting starts anew, in the schedule's zone. */
    public enum Period {
      @JsonProperty("day")
      DAY,
      /** From Monday. */
      @JsonProperty("week")
      WEEK,
      @JsonProperty("month")
      MONTH,
      /** Never. */
      @JsonProperty("total")
      TOTAL
    }

    /** Whose clicks are counted together. */
    public enum Scope {
      @JsonProperty("campaign")
      CAMPAIGN,
      @JsonProperty("affiliate")
      AFFILIATE
    }
  }

  /**
   * Where a visitor is led whom the campaign does not take: the address, else the other campaign's
   * page if that one takes the visitor, else the tenant's.
   */
  public record Fallback(@Nullable String url, @Nullable CampaignId campaignId) {}

  /**
   * How the advertiser's server reports conversions.
   *
   * @param dialect system whose parameter names it uses; null for this product's own
   * @param statuses what a status of the sender means: {@code approved}, {@code pending}, {@code
   *     hold}, {@code rejected} or {@code ignore}, by the sender's word in lower case
   * @param payoutOverride whether it may set the commission
   * @param revenueOverride whether it may set what is owed
   */
  public record PostbackTerms(
      @Nullable String dialect,
      Map<String, String> statuses,
      boolean payoutOverride,
      boolean revenueOverride) {

    public PostbackTerms {
      statuses = Map.copyOf(statuses);
    }
  }
}
