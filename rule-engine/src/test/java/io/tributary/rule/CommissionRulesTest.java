package io.tributary.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.CommissionRule;
import io.tributary.contract.id.RuleId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommissionRulesTest {

  private final CommissionRules rules = new CommissionRules(new RuleEngine());

  @Test
  void theHighestPriorityThatAppliesWinsAndEachRuleConsideredIsExplained() {
    assertThat(
            rules.choose(
                List.of(
                    rule("A", "base", 0, "true"),
                    rule("B", "large", 10, "conversion.amount > 100.0"),
                    rule("C", "huge", 20, "conversion.amount > 1000.0"),
                    rule("D", "broken", 30, "1 / 0 == 1")),
                RuleEngineTest.FACTS))
        .isInstanceOfSatisfying(
            Chosen.Rule.class,
            chosen -> {
              assertThat(chosen.rule().name()).isEqualTo("large");
              assertThat(chosen.explanation())
                  .satisfiesExactly(
                      first ->
                          assertThat(first)
                              .startsWith("rule 'broken' (v1) cannot be evaluated")
                              .contains("1 / 0 == 1"),
                      second ->
                          assertThat(second)
                              .isEqualTo(
                                  "rule 'huge' (v1) does not apply: conversion.amount > 1000.0"),
                      third ->
                          assertThat(third)
                              .isEqualTo("rule 'large' (v1) applies: conversion.amount > 100.0"));
            });
  }

  @Test
  void tiesGoByRuleId() {
    assertThat(
            rules.choose(
                List.of(rule("B", "second", 5, "true"), rule("A", "first", 5, "true")),
                RuleEngineTest.FACTS))
        .isInstanceOfSatisfying(
            Chosen.Rule.class, chosen -> assertThat(chosen.rule().name()).isEqualTo("first"));
  }

  @Test
  void noneAppliesIsAnAnswerWithReasons() {
    assertThat(rules.choose(List.of(rule("A", "never", 0, "false")), RuleEngineTest.FACTS))
        .isEqualTo(new Chosen.None(List.of("rule 'never' (v1) does not apply: false")));
    assertThat(rules.choose(List.of(), RuleEngineTest.FACTS))
        .isEqualTo(new Chosen.None(List.of("there is no commission rule")));
  }

  private static CommissionRule rule(String last, String name, int priority, String when) {
    return new CommissionRule(
        new RuleId("rule_01K9ZQ4T6R8XJ2M5N7P9S1V3W" + last),
        1,
        name,
        priority,
        when,
        new CommissionRule.Percentage(100_000));
  }
}
