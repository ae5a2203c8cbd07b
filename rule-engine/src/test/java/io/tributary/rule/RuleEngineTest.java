package io.tributary.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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

  private static final TouchFacts TOUCH =
      new TouchFacts(
          "event-1",
          TouchFacts.Kind.CLICK,
          new AffiliateId("aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W2"),
          null,
          Duration.ofSeconds(90),
          null,
          List.of("one", "two"),
          Set.of("fbclid"),
          "CPC",
          7,
          "accept",
          false,
          1,
          3);

  private static final ConversionFacts CONVERSION =
      new ConversionFacts(
          new ConversionFacts.Conversion(
              Money.parse("9.50", new CurrencyCode("EUR")), "lead", null, "pixel", "pending"),
          new ConversionFacts.Customer(2, Duration.ofDays(1)),
          new ConversionFacts.Journey(3, 1));

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

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ATTRIBUTION | touch.kind == 'click' && customer.known | valid
          ATTRIBUTION | touch.ad_ids.exists(id, id == 'gclid')   | valid
          ATTRIBUTION | touch.age_ms / 1000 < journey.touches   | valid
          ATTRIBUTION | touch.agems < 3                         | undefined field 'agems'
          ATTRIBUTION | credit.ppm > 3                          | undeclared reference to 'credit'
          ATTRIBUTION | 1.0                                     | expected type 'bool'
          WEIGHT      | touch.kind == 'click' ? 1.0 : 0.5       | valid
          WEIGHT      | 1.0 / double(touch.position)            | valid
          WEIGHT      | touch.position                          | expected type 'double'
          WEIGHT      | true                                    | expected type 'double'
          COMMISSION  | touch.kind == 'click'                   | undeclared reference to 'touch'
          """)
  void eachKindHasItsFactsAndItsAnswer(RuleKind kind, String expression, String expected) {
    String said =
        switch (engine.compile(kind, expression)) {
          case Compilation.Compiled compiled -> "valid";
          case Compilation.Invalid(var problems) -> problems.getFirst().message();
        };
    assertThat(said).contains(expected);
  }

  @ParameterizedTest(name = "{0} weighs {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          touch.kind == 'click' ? 2.5 : 0.5           | 2.5
          0.0                                         | 0.0
          1.0 / double(touch.of - touch.position)     | 0.5
          double(touch.age_ms) / 1000.0               | 90.0
          1e9                                         | 1.0E9
          1e10                                        | its weight would be 1.0E10
          -0.5                                        | its weight would be -0.5
          1.0 / 0.0                                   | its weight would be Infinity
          0.0 / 0.0                                   | its weight would be NaN
          double(1 / (touch.position - 1))            | zero
          """)
  void aWeightIsANumberThatCanBeUsed(String expression, String expected) {
    CompiledRule rule =
        switch (engine.compile(RuleKind.WEIGHT, expression)) {
          case Compilation.Compiled(CompiledRule compiled) -> compiled;
          case Compilation.Invalid(var problems) -> throw new AssertionError(problems.toString());
        };
    String said =
        switch (engine.weigh(rule, List.of(TOUCH), CONVERSION).getFirst()) {
          case Weight.Of(double value) -> Double.toString(value);
          case Weight.Unusable(String reason) -> reason;
        };
    assertThat(said).contains(expected);
  }

  @Test
  void everyFactOfATouchCanBeNamed() {
    String all =
        """
        touch.kind == 'click' && touch.affiliate == 'aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W2'
        && touch.link == '' && touch.age_ms == 90000 && touch.source == '' && touch.sub1 == 'one'
        && touch.sub2 == 'two' && touch.sub3 == '' && touch.sub4 == '' && touch.sub5 == ''
        && touch.ad_ids == ['fbclid'] && touch.utm_medium == 'CPC' && touch.paid_search
        && touch.score == 7 && touch.verdict == 'accept' && !touch.same_customer
        && touch.position == 1 && touch.of == 3
        && conversion.amount == 9.5 && conversion.currency == 'EUR' && conversion.event == 'lead'
        && conversion.coupon == '' && conversion.channel == 'pixel'
        && conversion.approval == 'pending'
        && customer.known && customer.conversions == 2 && customer.first_seen_ms == 86400000
        && journey.touches == 3 && journey.clicks == 1
        """;
    CompiledRule rule =
        switch (engine.compile(RuleKind.ATTRIBUTION, all)) {
          case Compilation.Compiled(CompiledRule compiled) -> compiled;
          case Compilation.Invalid(var problems) -> throw new AssertionError(problems.toString());
        };
    assertThat(engine.evaluate(rule, TOUCH, CONVERSION)).isEqualTo(new Evaluation.Applies());
  }

  @Test
  void aRuleIsAskedAboutTheFactsOfItsKindOnly() {
    CompiledRule rule = compiled("true");
    assertThatThrownBy(() -> engine.evaluate(rule, TOUCH, CONVERSION))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.weigh(rule, List.of(TOUCH), CONVERSION))
        .isInstanceOf(IllegalArgumentException.class);
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
