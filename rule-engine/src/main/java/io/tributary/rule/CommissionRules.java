package io.tributary.rule;

import io.tributary.contract.directory.CommissionRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses the commission rule of a conversion. */
public final class CommissionRules {

  /** The order of consideration: highest priority first, ties by rule id. */
  public static final Comparator<CommissionRule> ORDER =
      Comparator.comparingInt(CommissionRule::priority)
          .reversed()
          .thenComparing(rule -> rule.ruleId().value());

  private final RuleEngine engine;

  public CommissionRules(RuleEngine engine) {
    this.engine = engine;
  }

  /** The first rule in {@link #ORDER} that applies; one that cannot be evaluated does not. */
  public Chosen choose(List<CommissionRule> rules, Facts facts) {
    List<String> explanation = new ArrayList<>();
    for (CommissionRule rule : rules.stream().sorted(ORDER).toList()) {
      Evaluation evaluation = evaluate(rule, facts);
      explanation.add(sentence(rule, evaluation));
      if (evaluation instanceof Evaluation.Applies) {
        return new Chosen.Rule(rule, explanation);
      }
    }
    if (rules.isEmpty()) {
      explanation.add("there is no commission rule");
    }
    return new Chosen.None(explanation);
  }

  private Evaluation evaluate(CommissionRule rule, Facts facts) {
    return switch (engine.compile(RuleKind.COMMISSION, rule.when())) {
      case Compilation.Compiled(CompiledRule compiled) -> engine.evaluate(compiled, facts);
      case Compilation.Invalid(List<RuleProblem> problems) ->
          new Evaluation.Failed(problems.getFirst().message());
    };
  }

  private static String sentence(CommissionRule rule, Evaluation evaluation) {
    String name = "rule '%s' (v%d)".formatted(rule.name(), rule.version());
    return switch (evaluation) {
      case Evaluation.Applies() -> "%s applies: %s".formatted(name, rule.when());
      case Evaluation.DoesNotApply() -> "%s does not apply: %s".formatted(name, rule.when());
      case Evaluation.Failed(String reason) ->
          "%s cannot be evaluated and is passed over: %s (%s)".formatted(name, rule.when(), reason);
    };
  }
}
