package io.tributary.campaign.terms;

import io.tributary.contract.directory.AttributionRule;
import io.tributary.contract.directory.AttributionRule.Effect;
import io.tributary.contract.id.RuleId;

/** An attribution rule that was checked. */
public record AttributionRuleTerms(String name, String when, Effect then) {

  AttributionRule as(RuleId id, int version) {
    return new AttributionRule(id, version, name, when, then);
  }
}
