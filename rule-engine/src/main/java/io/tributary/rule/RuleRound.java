package io.tributary.rule;

import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.directory.AttributionRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Asks rules about the touches of one conversion, and notes what came of each. */
final class RuleRound {

  /** Touches that a trace step names one by one. */
  static final int MAX_NAMED_TOUCHES = 20;

  private final RuleEngine engine;
  private final List<TouchFacts> touches;
  private final Variables shared;
  private final List<Variables> variables;
  private final List<TraceStep> trace = new ArrayList<>();

  RuleRound(RuleEngine engine, List<TouchFacts> touches, ConversionFacts conversion) {
    this.engine = engine;
    this.touches = touches;
    this.shared = Variables.of(conversion);
    this.variables = touches.stream().map(touch -> Variables.of(touch, shared)).toList();
  }

  /**
   * What a rule says of touches, which are named by their places.
   *
   * @param taken those it applies to
   * @param asked how many were asked about
   * @param failed how many it has no answer for
   * @param reason why not; null if it has an answer for all
   */
  record Answers(Set<Integer> taken, int asked, int failed, @Nullable String reason) {}

  List<Integer> all() {
    return IntStream.range(0, touches.size()).boxed().toList();
  }

  TouchFacts touch(int place) {
    return touches.get(place);
  }

  List<TraceStep> trace() {
    return trace;
  }

  /** Asks about some of the touches. */
  Answers ask(AttributionRule rule, List<Integer> among) {
    return switch (engine.compile(RuleKind.ATTRIBUTION, rule.when())) {
      case Compilation.Compiled(CompiledRule compiled) -> ask(compiled, among);
      case Compilation.Invalid(List<RuleProblem> problems) ->
          new Answers(Set.of(), among.size(), among.size(), problems.getFirst().message());
    };
  }

  private Answers ask(CompiledRule rule, List<Integer> among) {
    boolean oneAnswer = !rule.names(Variables.TOUCH);
    Set<Integer> taken = new LinkedHashSet<>();
    int failed = 0;
    String reason = null;
    Evaluation last = null;
    for (int place : among) {
      Evaluation evaluation =
          last != null && oneAnswer ? last : engine.applies(rule, variables.get(place));
      last = evaluation;
      switch (evaluation) {
        case Evaluation.Applies() -> taken.add(place);
        case Evaluation.DoesNotApply() -> {}
        case Evaluation.Failed(String why) -> {
          failed++;
          reason = reason == null ? why : reason;
        }
      }
    }
    return new Answers(taken, among.size(), failed, reason);
  }

  /**
   * Notes what a rule does, or that it does nothing.
   *
   * @param doing the verb, before the touches
   * @param how what follows them
   */
  void say(AttributionRule rule, Answers answers, String doing, String how) {
    if (!answers.taken().isEmpty()) {
      say(
          rule,
          "applied",
          "%s %d of %s%s: %s.%s"
              .formatted(
                  doing,
                  answers.taken().size(),
                  count(answers.asked()),
                  how,
                  rule.when(),
                  failures(answers)),
          answers.taken());
    } else if (answers.failed() > 0) {
      say(
          rule,
          "failed",
          "cannot be evaluated and is passed over: %s (%s).".formatted(rule.when(), why(answers)),
          Set.of());
    } else if (answers.asked() == 0) {
      notApplied(rule, "has no touch to look at");
    } else {
      notApplied(rule, "takes none of %s: %s".formatted(count(answers.asked()), rule.when()));
    }
  }

  /** Notes why a rule does nothing. */
  void notApplied(AttributionRule rule, String why) {
    say(rule, "not_applied", why + ".", Set.of());
  }

  private static String failures(Answers answers) {
    return answers.failed() == 0
        ? ""
        : " It has no answer for %s (%s).".formatted(count(answers.failed()), why(answers));
  }

  private static String why(Answers answers) {
    return answers.reason() == null ? "unknown" : answers.reason();
  }

  private static String count(int touches) {
    return touches == 1 ? "1 touch" : touches + " touches";
  }

  private void say(AttributionRule rule, String outcome, String text, Set<Integer> taken) {
    Map<String, String> data = new TreeMap<>();
    data.put("rule_id", rule.ruleId().value());
    data.put("rule", rule.name());
    data.put("version", Integer.toString(rule.version()));
    if (!taken.isEmpty()) {
      data.put("count", Integer.toString(taken.size()));
      data.put(
          "touches",
          taken.stream()
              .limit(MAX_NAMED_TOUCHES)
              .map(place -> touches.get(place).eventId())
              .collect(Collectors.joining(" ")));
    }
    trace.add(
        new TraceStep(
            "rule",
            outcome,
            "The rule '%s' (v%d) %s".formatted(rule.name(), rule.version(), text),
            data));
  }
}
