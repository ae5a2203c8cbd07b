package io.tributary.campaign.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.campaign.terms.AttributionRuleDraft.AttributionEffectDraft;
import io.tributary.contract.directory.AttributionRule;
import io.tributary.contract.directory.AttributionRule.CapShare;
import io.tributary.contract.directory.AttributionRule.Effect;
import io.tributary.contract.directory.AttributionRule.ExtendWindow;
import io.tributary.contract.directory.AttributionRule.Prefer;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.contract.directory.CampaignSnapshot.Status;
import io.tributary.contract.directory.TermsVersion;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.RuleId;
import io.tributary.platform.http.FieldProblem;
import io.tributary.rule.AttributionRules;
import io.tributary.rule.RuleEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class AttributionRuleFormTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final IdSource IDS = IdSource.system();
  private static final Instant NOW = Instant.parse("2026-11-03T10:15:30.250Z");

  private final AttributionRuleForm form = new AttributionRuleForm(new RuleForm(new RuleEngine()));

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name":"a","when":"true","then":{"type":"exclude","reason":"self_referral"}}      | -
          {"name":"a","when":"true","then":{"type":"exclude"}}                               | then.reason
          {"name":"a","when":"true","then":{"type":"exclude","reason":"Not a code"}}         | then.reason
          {"name":"a","when":"true","then":{"type":"prefer"}}                                | -
          {"name":"a","when":"true","then":{"type":"reweight","ppm":0}}                      | -
          {"name":"a","when":"true","then":{"type":"reweight","ppm":10000000}}               | -
          {"name":"a","when":"true","then":{"type":"reweight","ppm":10000001}}               | then.ppm
          {"name":"a","when":"true","then":{"type":"reweight"}}                              | then.ppm
          {"name":"a","when":"true","then":{"type":"cap_share","ppm":999999}}                | -
          {"name":"a","when":"true","then":{"type":"cap_share","ppm":1000000}}               | then.ppm
          {"name":"a","when":"true","then":{"type":"cap_share","ppm":0}}                     | then.ppm
          {"name":"a","when":"true","then":{"type":"extend_window","click_window":"P60D"}}   | -
          {"name":"a","when":"true","then":{"type":"extend_window","view_window":"P3D"}}     | -
          {"name":"a","when":"true","then":{"type":"extend_window"}}                         | then.click_window
          {"name":"a","when":"true","then":{"type":"extend_window","click_window":"P366D"}}  | then.click_window
          {"name":"a","when":"true","then":{"type":"extend_window","view_window":"P31D"}}    | then.view_window
          {"name":"a","when":"true","then":{"type":"coupon_wins"}}                           | -
          {"name":"a","when":"true","then":{"type":"touch_wins"}}                            | -
          {"name":"a","when":"true","then":{"type":"split_with_coupon","ppm":300000}}        | -
          {"name":"a","when":"true","then":{"type":"split_with_coupon","ppm":1000000}}       | then.ppm
          {"name":"a","when":"true","then":{"type":"bonus"}}                                 | then.type
          {"name":"a","when":"true"}                                                         | then.type
          {"name":"a","then":{"type":"prefer"}}                                              | when
          {"name":"a","when":"touch.knd == 'click'","then":{"type":"prefer"}}                | when
          {"name":"a","when":"touch.position","then":{"type":"prefer"}}                      | when
          {"name":" ","when":"true","then":{"type":"prefer"}}                                | name
          """)
  void aRuleIsCheckedFieldByField(String rule, String refusedAt) {
    Checked<List<AttributionRuleTerms>> checked =
        form.check(List.of(JSON.readValue(rule, AttributionRuleDraft.class)));
    if (refusedAt.equals("-")) {
      assertThat(checked).isInstanceOf(Checked.Accepted.class);
    } else {
      assertThat(problems(checked))
          .extracting(FieldProblem::field)
          .containsExactly("rules[0]." + refusedAt);
    }
  }

  @Test
  void theListIsCheckedAsAWhole() {
    assertThat(form.check(List.of())).isEqualTo(new Checked.Accepted<>(List.of()));
    assertThat(problems(form.check(null)).getFirst().code()).isEqualTo("required");
    assertThat(problems(form.check(Collections.singletonList(null))).getFirst().field())
        .isEqualTo("rules[0]");
    assertThat(problems(form.check(List.of(draft("a", "true"), draft("a", "false")))).getFirst())
        .satisfies(problem -> assertThat(problem.field()).isEqualTo("rules[1].name"));
    assertThat(problems(form.check(many(AttributionRules.MAX_RULES + 1, "true"))).getFirst().code())
        .isEqualTo("too_many");
    assertThat(problems(form.check(many(20, "'" + "x".repeat(1_500) + "' != ''"))).getFirst())
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("too_long"));
  }

  @Test
  void aRuleKeepsItsIdUnderItsNameAndGetsAVersionWithEveryChange() {
    AttributionRuleSet first =
        AttributionRuleSet.NONE.replacedBy(
            List.of(terms("a", new Prefer()), terms("b", new Prefer())),
            AttributionRuleFormTest::id);
    AttributionRuleSet second =
        first.replacedBy(
            List.of(
                terms("c", new Prefer()), terms("b", new CapShare(5)), terms("a", new Prefer())),
            AttributionRuleFormTest::id);
    assertThat(second.rules()).extracting(AttributionRule::name).containsExactly("c", "b", "a");
    assertThat(second.rules()).extracting(AttributionRule::version).containsExactly(1, 2, 1);
    assertThat(second.rules().get(1).ruleId()).isEqualTo(first.rules().get(1).ruleId());
    assertThat(second.rules().get(2)).isEqualTo(first.rules().get(0));
  }

  @Test
  void theHistoryHasWhatWasInForceInTheLastFourHundredDays() {
    List<TermsVersion> all =
        List.of(
            version(1, NOW.minus(Duration.ofDays(900)), ""),
            version(2, NOW.minus(Duration.ofDays(500)), ""),
            version(3, NOW.minus(Duration.ofDays(399)), ""),
            version(4, NOW, ""));
    assertThat(AttributionHistory.published(all, NOW))
        .extracting(TermsVersion::version)
        .containsExactly(2, 3, 4);
    assertThat(AttributionHistory.published(all.subList(0, 1), NOW))
        .extracting(TermsVersion::version)
        .containsExactly(1);
  }

  @Test
  void theHistoryIsLimitedInNumberAndInLength() {
    List<TermsVersion> many =
        IntStream.rangeClosed(1, 60).mapToObj(i -> version(i, NOW, "")).toList();
    assertThat(AttributionHistory.published(many, NOW))
        .hasSize(AttributionHistory.MAX_VERSIONS)
        .extracting(TermsVersion::version)
        .startsWith(11)
        .endsWith(60);
    List<TermsVersion> long_ =
        IntStream.rangeClosed(1, 30).mapToObj(i -> version(i, NOW, "x".repeat(19_999))).toList();
    assertThat(AttributionHistory.published(long_, NOW))
        .extracting(TermsVersion::version)
        .startsWith(21)
        .endsWith(30);
  }

  private static List<AttributionRuleDraft> many(int count, String when) {
    return IntStream.range(0, count).mapToObj(i -> draft("r" + i, when)).toList();
  }

  private static AttributionRuleDraft draft(String name, String when) {
    return new AttributionRuleDraft(
        name, when, new AttributionEffectDraft("prefer", null, null, null, null));
  }

  private static AttributionRuleTerms terms(String name, Effect effect) {
    return new AttributionRuleTerms(name, "true", effect);
  }

  private static TermsVersion version(int version, Instant from, String when) {
    return new TermsVersion(
        version,
        from,
        Status.ACTIVE,
        new AttributionTerms(Model.LINEAR, Duration.ofDays(30), Duration.ZERO),
        when.isEmpty()
            ? List.of()
            : List.of(
                new AttributionRule(
                    id(), 1, "r", when, new ExtendWindow(Duration.ofDays(60), null))));
  }

  private static RuleId id() {
    return RuleId.of(IDS.next());
  }

  private static List<FieldProblem> problems(Checked<?> checked) {
    return switch (checked) {
      case Checked.Accepted<?> accepted -> throw new AssertionError(accepted.toString());
      case Checked.Refused<?>(List<FieldProblem> problems) -> problems;
    };
  }
}
