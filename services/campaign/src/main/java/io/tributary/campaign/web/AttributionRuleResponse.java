package io.tributary.campaign.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tributary.campaign.terms.CampaignTerms;
import io.tributary.contract.directory.AttributionRule;
import io.tributary.contract.directory.AttributionRule.Effect;
import io.tributary.contract.id.RuleId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An attribution rule as the API shows it. */
record AttributionRuleResponse(
    RuleId id, String name, int version, String when, AttributionEffectResponse then) {

  /** What it does: of the other members, its type's own are there. */
  record AttributionEffectResponse(
      @Schema(
              allowableValues = {
                "exclude",
                "prefer",
                "reweight",
                "cap_share",
                "extend_window",
                "coupon_wins",
                "touch_wins",
                "split_with_coupon"
              })
          String type,
      @Nullable String reason,
      @Nullable Long ppm,
      @Nullable String clickWindow,
      @Nullable String viewWindow) {

    static AttributionEffectResponse of(Effect effect) {
      return switch (effect) {
        case AttributionRule.Exclude(String reason) ->
            new AttributionEffectResponse("exclude", reason, null, null, null);
        case AttributionRule.Prefer() -> of("prefer", null);
        case AttributionRule.Reweight(long ppm) -> of("reweight", ppm);
        case AttributionRule.CapShare(int ppm) -> of("cap_share", (long) ppm);
        case AttributionRule.ExtendWindow(Duration click, Duration view) ->
            new AttributionEffectResponse("extend_window", null, null, iso(click), iso(view));
        case AttributionRule.CouponWins() -> of("coupon_wins", null);
        case AttributionRule.TouchWins() -> of("touch_wins", null);
        case AttributionRule.SplitWithCoupon(int ppm) -> of("split_with_coupon", (long) ppm);
      };
    }

    private static AttributionEffectResponse of(String type, @Nullable Long ppm) {
      return new AttributionEffectResponse(type, null, ppm, null, null);
    }

    private static @Nullable String iso(@Nullable Duration duration) {
      return duration == null ? null : CampaignTerms.iso(duration);
    }
  }

  static AttributionRuleResponse of(AttributionRule rule) {
    return new AttributionRuleResponse(
        rule.ruleId(),
        rule.name(),
        rule.version(),
        rule.when(),
        AttributionEffectResponse.of(rule.then()));
  }
}
