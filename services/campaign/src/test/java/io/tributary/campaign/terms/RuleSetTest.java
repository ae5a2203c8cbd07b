package io.tributary.campaign.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.CommissionRule;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.money.CurrencyCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSetTest {

  private static final IdSource IDS = IdSource.system();
  private static final CurrencyCode USD = new CurrencyCode("USD");

  private final RuleSet first =
      RuleSet.NONE.replacedBy(
          List.of(rule("base", 0, 100_000), rule("large", 10, 200_000)), USD, RuleSetTest::id);

  @Test
  void rulesStandInTheOrderOfConsideration() {
    assertThat(first.rules()).extracting(CommissionRule::name).containsExactly("large", "base");
  }

  @Test
  void aRuleKeepsItsIdUnderItsNameAndGetsTheNextVersionWhenItChanges() {
    RuleSet second =
        first.replacedBy(
            List.of(rule("base", 0, 100_000), rule("large", 10, 250_000), rule("new", 5, 1)),
            USD,
            RuleSetTest::id);
    assertThat(second.named("base")).isEqualTo(first.named("base"));
    CommissionRule large = second.named("large").orElseThrow();
    assertThat(large.ruleId()).isEqualTo(first.named("large").orElseThrow().ruleId());
    assertThat(large.version()).isEqualTo(2);
    assertThat(second.named("new").orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void oneRuleIsPutBesideTheOthers() {
    RuleSet second = first.with(rule("base", 20, 50_000), USD, RuleSetTest::id);
    assertThat(second.rules()).extracting(CommissionRule::name).containsExactly("base", "large");
    assertThat(second.named("base").orElseThrow().version()).isEqualTo(2);
    assertThat(second.with(rule("third", 0, 1), USD, RuleSetTest::id).rules()).hasSize(3);
  }

  private static RuleTerms rule(String name, int priority, long ppm) {
    return new RuleTerms(name, priority, "true", new RuleTerms.Pay.Share(ppm));
  }

  private static RuleId id() {
    return RuleId.of(IDS.next());
  }
}
