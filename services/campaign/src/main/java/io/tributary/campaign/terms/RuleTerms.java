package io.tributary.campaign.terms;

import io.tributary.contract.directory.CommissionRule;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;

/** A commission rule that was checked. */
public record RuleTerms(String name, int priority, String when, Pay pay) {

  /** What it pays. */
  public sealed interface Pay {

    /** Parts per million of the amount. */
    record Share(long ppm) implements Pay {}

    /** Minor units of the campaign's currency. */
    record Amount(long minor) implements Pay {}
  }

  /** The rule in a campaign of the currency. */
  public CommissionRule in(CurrencyCode currency, RuleId id, int version) {
    return new CommissionRule(
        id,
        version,
        name,
        priority,
        when,
        switch (pay) {
          case Pay.Share(long ppm) -> new CommissionRule.Percentage(ppm);
          case Pay.Amount(long minor) -> new CommissionRule.Flat(new Money(minor, currency));
        });
  }
}
