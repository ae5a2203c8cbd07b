package io.tributary.campaign.terms;

import io.tributary.contract.directory.CommissionRule;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.rule.Chosen;
import io.tributary.rule.CommissionRules;
import io.tributary.rule.Commissions;
import io.tributary.rule.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What rules would pay for conversions that never were. */
public final class DryRun {

  private final CommissionRules rules;
  private final Supplier<RuleId> newId;

  public DryRun(RuleForm form, Supplier<RuleId> newId) {
    this.rules = new CommissionRules(form.engine());
    this.newId = newId;
  }

  /**
   * What the rules say of one conversion.
   *
   * @param rule the one that decides, null if none does
   * @param commission nothing if none does
   */
  public record Outcome(
      @Nullable CommissionRule rule, Money commission, List<String> explanation) {}

  /** Tries rules on a conversion; flat amounts are taken in its currency. */
  public Outcome of(List<RuleTerms> tried, Facts.Conversion conversion) {
    CurrencyCode currency = conversion.amount().currency();
    List<CommissionRule> all = new ArrayList<>();
    for (RuleTerms rule : tried) {
      all.add(rule.in(currency, newId.get(), 1));
    }
    return switch (rules.choose(all, new Facts(conversion, null, null, Facts.Credit.WHOLE))) {
      case Chosen.Rule(CommissionRule rule, List<String> explanation) ->
          new Outcome(rule, Commissions.of(rule.then(), conversion.amount()), explanation);
      case Chosen.None(List<String> explanation) ->
          new Outcome(null, Money.zero(currency), explanation);
    };
  }
}
