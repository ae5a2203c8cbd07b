package io.tributary.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleEngineTest {

  static final Facts FACTS =
      new Facts(
          new Facts.Conversion(
              Money.parse("100.01", new CurrencyCode("USD")), "purchase", "order-1", null),
          new AffiliateId("aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W2"),
          new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W1"),
          new Facts.Credit(500_000, "click"));

  private final RuleEngine engine = new RuleEngine();

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true                                                     | applies
          false                                                    | does not apply
          conversion.amount > 100.0                                | applies
          conversion.amount > 100                                  | applies
          conversion.amount < 100.01                               | does not apply
          conversion.amount == 100.01                              | applies
          conversion.currency == 'USD'                             | applies
          conversion.currency in ['EUR', 'GBP']                    | does not apply
          conversion.event == 'purchase' && credit.ppm >= 500000   | applies
          conversion.order_id.startsWith('order-')                 | applies
          conversion.order_id.matches('^order-[0-9]+$')            | applies
          conversion.coupon == ''                                  | applies
          has(conversion.coupon)                                   | applies
          affiliate.id == 'aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W2'         | applies
          campaign.id.size() == 31                                 | applies
          credit.touch == 'impression'                             | does not apply
          ['USD', 'EUR'].exists(c, c == conversion.currency)       | applies
          1 / 0 == 1                                               | failed
          int(conversion.coupon) == 1                              | failed
          """)
  void aRuleIsAskedAboutFacts(String expression, String expected) {
    assertThat(words(engine.evaluate(compiled(expression), FACTS))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} is refused at {1}:{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conversion.amont > 1.0              | 1 | 11 | undefined field 'amont'
          true && customer.id == ''           | 1 | 9  | undeclared reference to 'customer'
          conversion.amount                   | 1 | 11 | expected type 'bool'
          "yes"                               | 1 | 1  | expected type 'bool'
          conversion.amount > 'x'             | 1 | 19 | no matching overload
          true &&                             | 1 | 8  | mismatched input
          (true                               | 1 | 6  | missing ')'
          system('rm')                        | 1 | 7  | undeclared reference to 'system'
          """)
  void anExpressionThatIsNoRuleIsRefusedWithItsPosition(
      String expression, int line, int column, String message) {
    assertThat(engine.compile(RuleKind.COMMISSION, expression))
        .isInstanceOfSatisfying(
            Compilation.Invalid.class,
            invalid -> {
              RuleProblem first = invalid.problems().getFirst();
              assertThat(first.message()).contains(message);
              assertThat(first.line()).isEqualTo(line);
              assertThat(first.column()).isEqualTo(column);
            });
  }

  @Test
  void theLineOfAProblemIsNamed() {
    assertThat(problem("true &&\n  conversion.x == 1").line()).isEqualTo(2);
  }

  @Test
  void anEmptyExpressionIsRefused() {
    assertThat(problem("  ").message()).contains("empty");
  }

  @Test
  void aTooLongExpressionIsRefused() {
    assertThat(problem("'" + "x".repeat(RuleEngine.MAX_EXPRESSION_LENGTH) + "' == ''").message())
        .contains("longer than");
  }

  @Test
  void tooDeepNestingIsRefused() {
    assertThat(problem("(".repeat(300) + "true" + ")".repeat(300)).message()).isNotBlank();
  }

  @Test
  void tooManyNodesAreRefused() {
    String many = IntStream.range(0, 600).mapToObj(i -> "1").collect(Collectors.joining(","));
    assertThat(problem("1 in [" + many + "]").message()).isNotBlank();
  }

  @Test
  void tooManyComprehensionsAreRefused() {
    String one = "[1].exists(x, x == 1)";
    assertThat(problem(String.join(" && ", one, one, one, one, one)).message())
        .contains("comprehensions");
  }

  @Test
  void iterationsAreLimited() {
    String list =
        IntStream.range(0, 15).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    String nested = "%s.all(a, %s.all(b, %s.all(c, a + b + c >= 0)))".formatted(list, list, list);
    assertThat(engine.evaluate(compiled(nested), FACTS))
        .isInstanceOfSatisfying(
            Evaluation.Failed.class, failed -> assertThat(failed.reason()).contains("teration"));
  }

  @Test
  void anExpressionIsCompiledOnce() {
    assertThat(compiled("true")).isSameAs(compiled("true"));
  }

  private CompiledRule compiled(String expression) {
    return switch (engine.compile(RuleKind.COMMISSION, expression)) {
      case Compilation.Compiled(CompiledRule rule) -> rule;
      case Compilation.Invalid(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  private RuleProblem problem(String expression) {
    return switch (engine.compile(RuleKind.COMMISSION, expression)) {
      case Compilation.Compiled compiled -> throw new AssertionError(compiled.toString());
      case Compilation.Invalid(var problems) -> problems.getFirst();
    };
  }

  private static String words(Evaluation evaluation) {
    return switch (evaluation) {
      case Evaluation.Applies() -> "applies";
      case Evaluation.DoesNotApply() -> "does not apply";
      case Evaluation.Failed(String reason) -> "failed";
    };
  }
}
