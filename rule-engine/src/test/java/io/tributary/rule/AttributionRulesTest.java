package io.tributary.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.directory.AttributionRule;
import io.tributary.contract.directory.AttributionRule.CapShare;
import io.tributary.contract.directory.AttributionRule.CouponWins;
import io.tributary.contract.directory.AttributionRule.Effect;
import io.tributary.contract.directory.AttributionRule.Exclude;
import io.tributary.contract.directory.AttributionRule.ExtendWindow;
import io.tributary.contract.directory.AttributionRule.Prefer;
import io.tributary.contract.directory.AttributionRule.Reweight;
import io.tributary.contract.directory.AttributionRule.SplitWithCoupon;
import io.tributary.contract.directory.AttributionRule.TouchWins;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Touches are written as {@code A1}: affiliate A, source 1; a small letter is an impression. Rules
 * are written as effect, colon, condition. Outcomes are {@code +} applied, {@code -} not applied,
 * {@code !} failed, one per rule.
 */
class AttributionRulesTest {

  private static final ConversionFacts CONVERSION =
      new ConversionFacts(
          new ConversionFacts.Conversion(
              Money.parse("100.00", new CurrencyCode("USD")),
              "sale",
              "SAVE",
              "postback",
              "pending"),
          new ConversionFacts.Customer(1, Duration.ofDays(400)),
          new ConversionFacts.Journey(4, 3));

  private final AttributionRules rules = new AttributionRules(new RuleEngine());

  @ParameterizedTest(name = "{0} with {1} leaves {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          A1 B2 C3 | exclude: touch.source == '2'                           | A1 C3    | +
          A1 B2 C3 | exclude: touch.source == '9'                           | A1 B2 C3 | -
          A1 B2 C3 | exclude: true                                          | none     | +
          A1 B2 C3 | exclude: true; exclude: true                           | none     | +-
          A1 B2 C3 | exclude: 1 / 0 == 1                                    | A1 B2 C3 | !
          A1 B2 C3 | exclude: int(touch.source) / (journey.clicks - 3) > 0  | A1 B2 C3 | !
          A1 Bx C3 | exclude: int(touch.source) == 3                        | A1 Bx    | +
          A1 Bx C3 | exclude: int(touch.source) == 4                        | A1 Bx C3 | !
          A1 B2 C3 | exclude: touch.nothing                                 | A1 B2 C3 | !
          A1 b2 C3 | exclude: touch.kind == 'impression'                    | A1 C3    | +
          A1 B2 C3 | exclude: touch.position == 2 && touch.of == 3          | A1 C3    | +
          A1 B2 C3 | exclude: conversion.amount > 50.0 && touch.sub1 == 'A' | B2 C3    | +
          A1 B2 C3 | prefer: touch.source == '2'                            | B2       | +
          A1 B2 C3 | prefer: touch.source == '9'                            | A1 B2 C3 | -
          A1 B2 C3 | prefer: touch.source != '1'; prefer: touch.source != '2' | C3     | ++
          A1 B2 C3 | prefer: touch.source == '1'; prefer: touch.source == '2' | A1     | +-
          A1 B2 C3 | prefer: touch.source == '2'; prefer: touch.source == '1' | B2     | +-
          A1 B2 C3 | prefer: touch.source == '2'; exclude: touch.source == '2' | A1 C3 | -+
          none     | exclude: true; prefer: true                            | none     | --
          A1 B2    | reweight 0: true; cap 1: true; extend P1D: true        | A1 B2    |
          """)
  void exclusionComesFirstAndPreferenceNarrowsWhatIsLeft(
      @Nullable String touches, String given, @Nullable String left, @Nullable String outcomes) {
    List<TouchFacts> all = touches(touches);
    var selection = rules.select(rules(given), all, CONVERSION, null);
    assertThat(names(all, selection.left())).isEqualTo(left == null ? "" : left);
    assertThat(outcomes(selection.trace())).isEqualTo(sorted(given, outcomes));
    assertThat(selection.left().size() + selection.excluded().size())
        .isEqualTo(all.size() - selection.passedOver().size());
  }

  @ParameterizedTest(name = "coupon of {1}, {2}: {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          A1 B2 | C    | coupon: true                                   | wins      | +
          A1 B2 | C    | touch: true                                    | aside     | +
          A1 B2 | C    | split 300000: true                             | 300000    | +
          A1 B2 | C    | coupon: false; touch: true                     | aside     | -+
          A1 B2 | C    | touch: true; coupon: true                      | aside     | +-
          A1 B2 | C    | coupon: touch.source == '2'                    | wins      | +
          A1 B2 | C    | coupon: 1 / 0 == 1                             | open      | !
          A1 B2 | C    | exclude: true; coupon: true                    | open      | +-
          A1 B2 | C    | prefer: touch.source == '1'; coupon: touch.source == '2' | open | +-
          A1 B2 | none | coupon: true; touch: true; split 1: true       | open      | ---
          none  | C    | coupon: true                                   | open      | -
          """)
  void theFirstRuleAboutTheCouponThatTakesATouchDecides(
      @Nullable String touches,
      @Nullable String owner,
      String given,
      String verdict,
      String outcomes) {
    var selection =
        rules.select(
            rules(given), touches(touches), CONVERSION, owner == null ? null : affiliate(owner));
    assertThat(
            switch (selection.coupon()) {
              case CouponVerdict.Open() -> "open";
              case CouponVerdict.Aside() -> "aside";
              case CouponVerdict.Wins(AffiliateId winner) ->
                  winner.equals(affiliate("C")) ? "wins" : "wrong";
              case CouponVerdict.Shares(AffiliateId unused, int ppm) -> Integer.toString(ppm);
            })
        .isEqualTo(verdict);
    assertThat(outcomes(selection.trace())).isEqualTo(outcomes);
  }

  @ParameterizedTest(name = "{0} by {1}, coupon {2}, {3}: {4}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          A1       | 1       | none     | exclude: true                  | 1000000                 |
          A1 B2    | 1 1     | none     | exclude: true                  | 500000 500000           |
          A1 B2 C3 | 1 1 1   | none     | exclude: true                  | 333333 333333 333334    |
          A1 B2 C3 | 0 0 5   | none     | exclude: true                  | 0 0 1000000             |
          A1 B2 C3 | 3 2 3   | none     | exclude: true                  | 375000 250000 375000    |
          A1 B2    | 1 1     | none     | reweight 500000: touch.source == '1' | 333333 666667     | +
          A1 B2    | 1 1     | none     | reweight 3000000: touch.source == '1' | 750000 250000    | +
          A1 B2    | 1 1     | none     | reweight 0: touch.source == '1' | 0 1000000              | +
          A1 B2    | 1 1     | none     | reweight 0: true               | 500000 500000           | -
          A1 B2    | 1 1     | none     | reweight 0: touch.source == '1'; reweight 0: true | 0 1000000 | +-
          A1 B2    | 1 1     | none     | reweight 1000000: true         | 500000 500000           | +
          A1 B2    | 1 1     | none     | reweight 1 : 1 / 0 == 1        | 500000 500000           | !
          A1 B2    | 0 1     | none     | reweight 9: touch.source == '1' | 0 1000000              | -
          A1 B2    | 1 1     | none     | reweight 2000000: true; reweight 500000: touch.source == '1' | 333333 666667 | ++
          A1       | 1       | none     | cap 500000: true               | 1000000                 | -
          A1 A2    | 1 1     | none     | cap 500000: true               | 500000 500000           | -
          A1 B2    | 3 1     | none     | cap 500000: touch.source == '1' | 500000 500000          | +
          A1 B2 C3 | 6 1 3   | none     | cap 200000: touch.source == '1' | 200000 200000 600000   | +
          A1 B2 A3 | 3 2 3   | none     | cap 500000: touch.source == '1' | 250000 500000 250000   | +
          A1 B2 C3 | 8 1 1   | none     | cap 400000: true               | 400000 300000 300000    | +
          A1 B2 C3 | 8 2 0   | none     | cap 400000: true               | 800000 200000 0         | -
          A1 B2 C3 | 8 1 1   | none     | cap 300000: true               | 800000 100000 100000    | -
          A1 B2 C3 | 8 1 1   | none     | cap 300000: touch.source != '3' | 300000 300000 400000   | +
          A1 B2 C3 | 8 1 1   | none     | cap 500000: touch.source == '1'; cap 200000: touch.source == '2' | 500000 200000 300000 | ++
          A1 B2    | 3 1     | none     | cap 500000: touch.source == '1'; cap 400000: touch.source == '2' | 500000 500000 | +-
          A1 B2    | 3 1     | none     | cap 400000: touch.source == '2'; cap 500000: touch.source == '1' | 750000 250000 | +-
          A1 B2    | 3 1     | none     | cap 800000: touch.source == '1'; cap 600000: touch.source == '1' | 600000 400000 | ++
          A1 B2    | 3 1     | none     | cap 900000: touch.source == '1' | 750000 250000          | +
          A1 B2    | 3 1     | none     | cap 0: touch.source == '1'     | 0 1000000               | +
          A1 B2    | 1 1     | none     | cap 500000: touch.source == '1'; reweight 3000000: touch.source == '1' | 500000 500000 | ++
          A1 B2    | 1 1     | C 200000 | exclude: true                  | 400000 400000 / 200000  |
          A1 B2    | 1 1     | A 200000 | cap 500000: touch.source == '1' | 333333 500000 / 166667 | +
          A1 B2    | 1 2     | C 100000 | reweight 0: touch.source == '1' | 0 900000 / 100000      | +
          A1 B2    | 1 1     | C wins   | reweight 0: true; cap 1: true  | 0 0 / 1000000           | --
          A1 B2    | 0 0     | C wins   | exclude: true                  | 0 0 / 1000000           |
          none     | none    | C wins   | reweight 0: true               | / 1000000               | -
          """)
  void weightsAreMultipliedThenSharesAreCappedAndAllIsGivenOut(
      @Nullable String touches,
      @Nullable String weights,
      @Nullable String coupon,
      String given,
      String expected,
      @Nullable String outcomes) {
    var division =
        rules.divide(rules(given), touches(touches), CONVERSION, weights(weights), verdict(coupon));
    String ppm = division.ppm().stream().map(String::valueOf).collect(Collectors.joining(" "));
    String part = division.couponPpm() == 0 ? "" : " / " + division.couponPpm();
    assertThat((ppm + part).strip()).isEqualTo(expected);
    assertThat(outcomes(division.trace())).isEqualTo(sorted(given, outcomes));
  }

  @ParameterizedTest(name = "{0} with {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A1 b2 | extend P60D: true                                | PT1440H PT0S | +
          A1 b2 | extend P60D P3D: true                            | PT1440H PT72H | +
          A1 b2 | extend - P3D: true                               | PT0S PT72H   | +
          A1 B2 | extend - P3D: true                               | PT0S PT0S    | -
          A1 B2 | extend P60D: touch.source == '2'                 | PT0S PT1440H | +
          A1 B2 | extend P60D: true; extend P90D: touch.source == '2' | PT1440H PT2160H | ++
          A1 B2 | extend P90D: touch.source == '2'; extend P60D: true | PT1440H PT2160H | ++
          A1 B2 | extend P60D: conversion.coupon == 'SAVE'         | PT1440H PT1440H | +
          A1 B2 | extend P60D: 1 / 0 == 1                          | PT0S PT0S    | !
          """)
  void theLongestWindowThatARuleGivesHolds(
      String touches, String given, String expected, String outcomes) {
    var windows = rules.windows(rules(given), touches(touches), CONVERSION);
    assertThat(windows.atLeast().stream().map(Duration::toString).collect(Collectors.joining(" ")))
        .isEqualTo(expected);
    assertThat(outcomes(windows.trace())).isEqualTo(outcomes);
  }

  @Test
  void everyRuleIsToldOfInWordsAndInData() {
    List<TouchFacts> touches = touches("A1 Bx C3");
    var selection =
        rules.select(
            rules("exclude: int(touch.source) == 3; prefer: 1 / 0 == 1; prefer: false"),
            touches,
            CONVERSION,
            null);
    assertThat(selection.excluded())
        .containsExactly(new AttributionRules.Exclusion(2, ruleId(0), "by_rule"));
    assertThat(selection.trace())
        .satisfiesExactly(
            excluded -> {
              assertThat(excluded.text())
                  .startsWith(
                      "The rule 'r0' (v1) excludes 1 of 3 touches (by_rule):"
                          + " int(touch.source) == 3. It has no answer for 1 touch (");
              assertThat(excluded.data())
                  .containsEntry("rule_id", ruleId(0).value())
                  .containsEntry("rule", "r0")
                  .containsEntry("version", "1")
                  .containsEntry("touches", "event-3")
                  .containsEntry("count", "1");
            },
            failed ->
                assertThat(failed.text())
                    .startsWith("The rule 'r1' (v1) cannot be evaluated and is passed over: 1 / 0"),
            idle ->
                assertThat(idle.text())
                    .isEqualTo("The rule 'r2' (v1) takes none of 2 touches: false."));
  }

  @Test
  void aCapTellsTheShareBefore() {
    var division =
        rules.divide(
            rules("cap 500000: touch.source == '1'; cap 1: true"),
            touches("A1 B2"),
            CONVERSION,
            List.of(3L, 1L),
            new CouponVerdict.Open());
    assertThat(division.trace())
        .extracting(TraceStep::text)
        .containsExactly(
            "The rule 'r0' (v1) caps %s (75 %% before) at 50 %% because of 1 of 2 touches:"
                    .formatted(affiliate("A").value())
                + " touch.source == '1'.",
            "The rule 'r1' (v1) would leave a part of the conversion that no affiliate may have.");
  }

  @Test
  void aSingleAffiliateCannotBeCapped() {
    var division =
        rules.divide(
            rules("cap 500000: true"),
            touches("A1 A2"),
            CONVERSION,
            List.of(1L, 1L),
            new CouponVerdict.Open());
    assertThat(division.trace().getFirst().text())
        .isEqualTo("The rule 'r0' (v1) cannot cap the only affiliate that shares the conversion.");
  }

  @Test
  void aConversionThatNobodySharesCannotBeDivided() {
    assertThatThrownBy(
            () ->
                rules.divide(
                    List.of(), touches("A1"), CONVERSION, List.of(0L), new CouponVerdict.Open()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          self_referral     | S1 B2 | B2
          existing_customer | A1 B2 | ''
          minimum_time      | A1 b2 | b2
          paid_search       | A1 P2 | A1
          """)
  void theTemplatesDoWhatTheirNamesSay(String template, String touches, String left) {
    List<TouchFacts> all = touches(touches);
    RuleTemplate found =
        RuleTemplate.ALL.stream().filter(it -> it.id().equals(template)).findFirst().orElseThrow();
    var selection =
        rules.select(
            List.of(new AttributionRule(ruleId(0), 1, found.name(), found.when(), found.then())),
            all,
            CONVERSION,
            null);
    assertThat(names(all, selection.left())).isEqualTo(left);
    assertThat(selection.excluded()).allMatch(excluded -> excluded.reason().equals(template));
  }

  @Test
  void noRulesLoseOrInventAPart() {
    long seed = 20_261_130;
    Random random = new Random(seed);
    String[] names = {"A", "B", "C", "D", "E"};
    for (int round = 0; round < 1_000; round++) {
      int size = 1 + random.nextInt(12);
      List<TouchFacts> touches = new ArrayList<>();
      List<Long> weights = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        touches.add(touch(names[random.nextInt(names.length)] + random.nextInt(5), i + 1, size));
        weights.add((long) random.nextInt(1_000));
      }
      weights.set(random.nextInt(size), 1L);
      String given =
          IntStream.range(0, random.nextInt(6))
              .mapToObj(
                  i ->
                      "%s %d: touch.source == '%d'"
                          .formatted(
                              random.nextBoolean() ? "reweight" : "cap",
                              random.nextInt(1_000_001),
                              random.nextInt(5)))
              .collect(Collectors.joining("; "));
      CouponVerdict coupon =
          random.nextBoolean()
              ? new CouponVerdict.Open()
              : new CouponVerdict.Shares(affiliate("A"), 1 + random.nextInt(999_999));
      var division = rules.divide(rules(given), touches, CONVERSION, weights, coupon);
      assertThat(division.ppm())
          .as("seed %d round %d: %s", seed, round, given)
          .allMatch(p -> p >= 0);
      assertThat(division.ppm().stream().mapToInt(p -> p).sum() + division.couponPpm())
          .as("seed %d round %d: %s", seed, round, given)
          .isEqualTo(1_000_000);
      assertThat(division.trace()).hasSameSizeAs(rules(given));
    }
  }

  @Test
  void fiftyRulesOnTwoHundredTouchesTakeABoundedTime() {
    List<TouchFacts> touches = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      touches.add(touch("A" + i % 10, i + 1, 200));
    }
    String conditions =
        IntStream.range(0, AttributionRules.MAX_RULES)
            .mapToObj(
                i ->
                    "exclude: touch.source == 'x%d' || (touch.sub1.matches('^[b-z]+$') && %d > 0)"
                        .formatted(i, i))
            .collect(Collectors.joining("; "));
    List<AttributionRule> all = rules(conditions);
    rules.select(all, touches, CONVERSION, null);
    long before = System.nanoTime();
    var selection = rules.select(all, touches, CONVERSION, null);
    Duration took = Duration.ofNanos(System.nanoTime() - before);
    assertThat(selection.left()).hasSize(200);
    assertThat(took).isLessThan(Duration.ofSeconds(2));
  }

  private static List<AttributionRule> rules(String given) {
    if (given.isBlank()) {
      return List.of();
    }
    String[] all = given.split("; ", -1);
    return IntStream.range(0, all.length).mapToObj(i -> rule(i, all[i])).toList();
  }

  private static AttributionRule rule(int place, String given) {
    int colon = given.indexOf(':');
    String[] effect = given.substring(0, colon).strip().split(" ", -1);
    return new AttributionRule(
        ruleId(place), 1, "r" + place, given.substring(colon + 1).strip(), effect(effect));
  }

  private static Effect effect(String[] words) {
    return switch (words[0]) {
      case "exclude" -> new Exclude("by_rule");
      case "prefer" -> new Prefer();
      case "reweight" -> new Reweight(Long.parseLong(words[1]));
      case "cap" -> new CapShare(Integer.parseInt(words[1]));
      case "extend" ->
          new ExtendWindow(
              words[1].equals("-") ? null : Duration.parse(words[1]),
              words.length < 3 ? null : Duration.parse(words[2]));
      case "coupon" -> new CouponWins();
      case "touch" -> new TouchWins();
      case "split" -> new SplitWithCoupon(Integer.parseInt(words[1]));
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  /** The outcomes in the order of the trace: the rules of a phase come together. */
  private static String sorted(String given, @Nullable String outcomes) {
    if (outcomes == null) {
      return "";
    }
    List<AttributionRule> all = rules(given);
    StringBuilder first = new StringBuilder();
    StringBuilder second = new StringBuilder();
    for (int i = 0; i < outcomes.length(); i++) {
      Effect effect = all.get(i).then();
      boolean early = effect instanceof Exclude || effect instanceof Reweight;
      (early ? first : second).append(outcomes.charAt(i));
    }
    return first.append(second).toString();
  }

  private static String outcomes(List<TraceStep> trace) {
    return trace.stream()
        .map(
            step ->
                switch (step.outcome()) {
                  case "applied" -> "+";
                  case "not_applied" -> "-";
                  default -> "!";
                })
        .collect(Collectors.joining());
  }

  private static String names(List<TouchFacts> touches, List<Integer> places) {
    return places.stream()
        .map(touches::get)
        .map(
            touch -> {
              String name = touch.subs().getFirst();
              return (touch.kind() == TouchFacts.Kind.CLICK ? name : name.toLowerCase(Locale.ROOT))
                  + touch.source();
            })
        .collect(Collectors.joining(" "));
  }

  private static List<Long> weights(@Nullable String weights) {
    return weights == null
        ? List.of()
        : Arrays.stream(weights.split(" ", -1)).map(Long::valueOf).toList();
  }

  private static CouponVerdict verdict(@Nullable String coupon) {
    if (coupon == null) {
      return new CouponVerdict.Open();
    }
    AffiliateId owner = affiliate(coupon.substring(0, 1));
    return coupon.endsWith("wins")
        ? new CouponVerdict.Wins(owner)
        : new CouponVerdict.Shares(owner, Integer.parseInt(coupon.substring(2)));
  }

  private static List<TouchFacts> touches(@Nullable String names) {
    if (names == null) {
      return List.of();
    }
    String[] all = names.split(" ", -1);
    return IntStream.range(0, all.length).mapToObj(i -> touch(all[i], i + 1, all.length)).toList();
  }

  private static TouchFacts touch(String name, int position, int of) {
    String affiliate = name.substring(0, 1).toUpperCase(Locale.ROOT);
    boolean click = name.startsWith(affiliate);
    return new TouchFacts(
        "event-" + position,
        click ? TouchFacts.Kind.CLICK : TouchFacts.Kind.IMPRESSION,
        affiliate(affiliate),
        new LinkId("link_01K9ZQ4T6R8XJ2M5N7P9S1V3W" + affiliate),
        Duration.ofSeconds(9),
        name.substring(1),
        List.of(affiliate),
        affiliate.equals("P") ? Set.of("gclid") : Set.of(),
        null,
        0,
        "accept",
        affiliate.equals("S"),
        position,
        of);
  }

  private static AffiliateId affiliate(String letter) {
    return new AffiliateId("aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W" + letter);
  }

  private static RuleId ruleId(int place) {
    return new RuleId("rule_01K9ZQ4T6R8XJ2M5N7P9S1V%03d".formatted(place));
  }
}
