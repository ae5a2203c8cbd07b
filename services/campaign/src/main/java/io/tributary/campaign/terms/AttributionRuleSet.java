package io.tributary.campaign.terms;

import io.tributary.contract.directory.AttributionRule;
import io.tributary.contract.id.RuleId;
import java.util.List;
import java.util.function.Supplier;

/**
 * The attribution rules of one campaign, in the order in which they are tried. A rule is known by
 * its name: changed under its name it keeps its id and gets the next version.
 */
public record AttributionRuleSet(List<AttributionRule> rules) {

  public static final AttributionRuleSet NONE = new AttributionRuleSet(List.of());

  public AttributionRuleSet {
    rules = List.copyOf(rules);
  }

  /** Exactly the wanted rules, in their order. */
  public AttributionRuleSet replacedBy(List<AttributionRuleTerms> wanted, Supplier<RuleId> newId) {
    return new AttributionRuleSet(wanted.stream().map(rule -> next(rule, newId)).toList());
  }

  private AttributionRule next(AttributionRuleTerms wanted, Supplier<RuleId> newId) {
    return rules.stream()
        .filter(rule -> rule.name().equals(wanted.name()))
        .findFirst()
        .map(
            before -> {
              AttributionRule same = wanted.as(before.ruleId(), before.version());
              return same.equals(before)
                  ? before
                  : wanted.as(before.ruleId(), before.version() + 1);
            })
        .orElseGet(() -> wanted.as(newId.get(), 1));
  }
}
