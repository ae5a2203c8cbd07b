package io.tributary.campaign.terms;

import io.tributary.campaign.terms.RuleDraft.EffectDraft;
import io.tributary.campaign.terms.RuleTerms.Pay;
import io.tributary.platform.http.FieldProblem;
import io.tributary.rule.Compilation;
import io.tributary.rule.RuleEngine;
import io.tributary.rule.RuleKind;
import io.tributary.rule.RuleProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks commission rules field by field. */
public final class RuleForm {

  /** More rules than people can oversee are a mistake. */
  public static final int MAX_RULES = 50;

  public static final int MAX_NAME = 100;
  public static final int MAX_PRIORITY = 1_000;

  /** Minor units; far above any commission, far below an overflow of sums. */
  public static final long MAX_FLAT = 1_000_000_000_000L;

  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,4})?");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final RuleEngine engine;

  public RuleForm(RuleEngine engine) {
    this.engine = engine;
  }

  /** Checks one rule that stands alone. */
  public Checked<RuleTerms> check(RuleDraft draft) {
    List<FieldProblem> problems = new ArrayList<>();
    RuleTerms rule = check("", draft, problems);
    return rule == null ? new Checked.Refused<>(problems) : new Checked.Accepted<>(rule);
  }

  /** Checks a list of rules. */
  public Checked<List<RuleTerms>> check(@Nullable List<@Nullable RuleDraft> drafts) {
    List<FieldProblem> problems = new ArrayList<>();
    List<RuleTerms> rules = check("commission_rules", drafts, problems);
    return rules == null ? new Checked.Refused<>(problems) : new Checked.Accepted<>(rules);
  }

  /** What is wrong with an expression; nothing if it is a rule. */
  public List<RuleProblem> problemsOf(RuleKind kind, String expression) {
    return switch (engine.compile(kind, expression)) {
      case Compilation.Compiled compiled -> List.of();
      case Compilation.Invalid(List<RuleProblem> found) -> found;
    };
  }

  @Nullable List<RuleTerms> check(
      String path, @Nullable List<@Nullable RuleDraft> drafts, List<FieldProblem> problems) {
    if (drafts == null || drafts.isEmpty()) {
      problems.add(new FieldProblem(path, "required", "at least one rule must be given"));
      return null;
    }
    if (drafts.size() > MAX_RULES) {
      problems.add(new FieldProblem(path, "too_many", "at most " + MAX_RULES + " rules"));
      return null;
    }
    int before = problems.size();
    List<RuleTerms> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < drafts.size(); i++) {
      String at = "%s[%d]".formatted(path, i);
      RuleDraft draft = drafts.get(i);
      if (draft == null) {
        problems.add(new FieldProblem(at, "required", "must be given"));
        continue;
      }
      RuleTerms rule = check(at + ".", draft, problems);
      if (rule != null) {
        rules.add(rule);
        if (!names.add(rule.name())) {
          problems.add(new FieldProblem(at + ".name", "duplicate", "another rule has this name"));
        }
      }
    }
    return problems.size() == before ? rules : null;
  }

  private @Nullable RuleTerms check(String path, RuleDraft draft, List<FieldProblem> problems) {
    String name = Fields.line(path + "name", draft.name(), MAX_NAME, problems);
    Integer priority = priority(path + "priority", draft.priority(), problems);
    String when = when(path + "when", draft.when(), problems);
    Pay pay = pay(path + "then", draft.then(), problems);
    return name == null || priority == null || when == null || pay == null
        ? null
        : new RuleTerms(name, priority, when, pay);
  }

  private static @Nullable Integer priority(
      String field, @Nullable Integer given, List<FieldProblem> problems) {
    int priority = given == null ? 0 : given;
    if (Math.abs((long) priority) > MAX_PRIORITY) {
      problems.add(
          new FieldProblem(
              field, "out_of_range", "from -%d to %d".formatted(MAX_PRIORITY, MAX_PRIORITY)));
      return null;
    }
    return priority;
  }

  private @Nullable String when(String field, @Nullable String given, List<FieldProblem> problems) {
    if (given == null) {
      problems.add(new FieldProblem(field, "required", "must be given"));
      return null;
    }
    List<RuleProblem> found = problemsOf(RuleKind.COMMISSION, given);
    for (RuleProblem problem : found) {
      problems.add(new FieldProblem(field, "invalid_expression", words(problem)));
    }
    return found.isEmpty() ? given : null;
  }

  private static @Nullable Pay pay(
      String field, @Nullable EffectDraft given, List<FieldProblem> problems) {
    if (given == null || given.type() == null) {
      problems.add(new FieldProblem(field + ".type", "required", "percentage or flat"));
      return null;
    }
    return switch (given.type()) {
      case "percentage" -> share(field + ".percent", given.percent(), problems);
      case "flat" -> amount(field + ".amount", given.amount(), problems);
      default -> {
        problems.add(new FieldProblem(field + ".type", "unknown_value", "percentage or flat"));
        yield null;
      }
    };
  }

  private static @Nullable Pay share(
      String field, @Nullable String percent, List<FieldProblem> problems) {
    if (percent == null) {
      problems.add(new FieldProblem(field, "required", "must be given"));
      return null;
    }
    if (!PERCENT.matcher(percent).matches() || new BigDecimal(percent).compareTo(HUNDRED) > 0) {
      problems.add(new FieldProblem(field, "malformed", "from 0 to 100 with up to four decimals"));
      return null;
    }
    return new Pay.Share(new BigDecimal(percent).movePointRight(4).longValueExact());
  }

  private static @Nullable Pay amount(
      String field, @Nullable Long amount, List<FieldProblem> problems) {
    if (amount == null) {
      problems.add(new FieldProblem(field, "required", "must be given"));
      return null;
    }
    if (amount < 0 || amount > MAX_FLAT) {
      problems.add(
          new FieldProblem(field, "out_of_range", "from 0 to %d minor units".formatted(MAX_FLAT)));
      return null;
    }
    return new Pay.Amount(amount);
  }

  static String words(RuleProblem problem) {
    return "line %d, column %d: %s".formatted(problem.line(), problem.column(), problem.message());
  }

  RuleEngine engine() {
    return engine;
  }
}
