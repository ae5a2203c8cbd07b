package io.tributary.campaign.terms;

import io.tributary.contract.directory.CommissionRule;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.rule.CommissionRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The commission rules of one campaign. A rule is known by its name: changed under its name it
 * keeps its id and gets the next version, so that commissions can say which text decided them.
 *
 * @param rules in the order of consideration
 */
public record RuleSet(List<CommissionRule> rules) {

  public static final RuleSet NONE = new RuleSet(List.of());

  public RuleSet {
    rules = rules.stream().sorted(CommissionRules.ORDER).toList();
  }

  /** Exactly the wanted rules. */
  public RuleSet replacedBy(List<RuleTerms> wanted, CurrencyCode currency, Supplier<RuleId> newId) {
    return new RuleSet(wanted.stream().map(rule -> next(rule, currency, newId)).toList());
  }

  /** The wanted rule added, or in the place of the one with its name. */
  public RuleSet with(RuleTerms wanted, CurrencyCode currency, Supplier<RuleId> newId) {
    List<CommissionRule> all = new ArrayList<>(rules);
    all.removeIf(rule -> rule.name().equals(wanted.name()));
    all.add(next(wanted, currency, newId));
    return new RuleSet(all);
  }

  public Optional<CommissionRule> named(String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  private CommissionRule next(RuleTerms wanted, CurrencyCode currency, Supplier<RuleId> newId) {
    return named(wanted.name())
        .map(
            before -> {
              CommissionRule same = wanted.in(currency, before.ruleId(), before.version());
              return same.equals(before)
                  ? before
                  : wanted.in(currency, before.ruleId(), before.version() + 1);
            })
        .orElseGet(() -> wanted.in(currency, newId.get(), 1));
  }
}
