package io.tributary.campaign.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tributary.contract.directory.CommissionRule;
import io.tributary.contract.id.RuleId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A commission rule as the API shows it. */
@Schema(name = "CommissionRuleResponse")
record RuleResponse(
    RuleId id, String name, int version, int priority, String when, EffectResponse then) {

  private static final int PPM_DECIMALS_OF_PERCENT = 4;

  /** What it pays: a percentage as decimal text, or minor units of the campaign's currency. */
  @Schema(name = "CommissionEffectResponse")
  record EffectResponse(
      @Schema(allowableValues = {"percentage", "flat"}) String type,
      @Nullable String percent,
      @Nullable Long amount) {}

  static RuleResponse of(CommissionRule rule) {
    return new RuleResponse(
        rule.ruleId(),
        rule.name(),
        rule.version(),
        rule.priority(),
        rule.when(),
        switch (rule.then()) {
          case CommissionRule.Percentage(long ppm) ->
              new EffectResponse("percentage", percent(ppm), null);
          case CommissionRule.Flat(var amount) -> new EffectResponse("flat", null, amount.minor());
        });
  }

  private static String percent(long ppm) {
    return ppm == 0
        ? "0"
        : BigDecimal.valueOf(ppm, PPM_DECIMALS_OF_PERCENT).stripTrailingZeros().toPlainString();
  }
}
