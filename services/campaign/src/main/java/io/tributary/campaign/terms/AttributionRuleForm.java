package io.tributary.campaign.terms;

import io.tributary.campaign.terms.AttributionRuleDraft.AttributionEffectDraft;
import io.tributary.contract.decision.Attributed;
import io.tributary.contract.directory.AttributionRule.CapShare;
import io.tributary.contract.directory.AttributionRule.CouponWins;
import io.tributary.contract.directory.AttributionRule.Effect;
import io.tributary.contract.directory.AttributionRule.Exclude;
import io.tributary.contract.directory.AttributionRule.ExtendWindow;
import io.tributary.contract.directory.AttributionRule.Prefer;
import io.tributary.contract.directory.AttributionRule.Reweight;
import io.tributary.contract.directory.AttributionRule.SplitWithCoupon;
import io.tributary.contract.directory.AttributionRule.TouchWins;
import io.tributary.platform.http.FieldProblem;
import io.tributary.rule.AttributionRules;
import io.tributary.rule.RuleKind;
import io.tributary.rule.RuleProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a campaign's attribution rules field by field. */
public final class AttributionRuleForm {

  public static final int MAX_NAME = 100;

  /** Ten times the weight is as good as preferring. */
  public static final long MAX_REWEIGHT_PPM = 10_000_000;

  /** Characters of all expressions: versions of them travel with every change of the campaign. */
  public static final int MAX_TEXT = 20_000;

  private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Duration MIN_VIEW_WINDOW = Duration.ofSeconds(1);
  private static final String TYPES =
      "exclude, prefer, reweight, cap_share, extend_window, coupon_wins, touch_wins or"
          + " split_with_coupon";

  private final RuleForm rules;

  public AttributionRuleForm(RuleForm rules) {
    this.rules = rules;
  }

  /** Checks all rules of a campaign; an empty list is none. */
  public Checked<List<AttributionRuleTerms>> check(
      @Nullable List<@Nullable AttributionRuleDraft> drafts) {
    Problems problems = new Problems(new ArrayList<>());
    List<AttributionRuleTerms> accepted = new ArrayList<>();
    if (drafts == null) {
      problems.add("rules", "required", "must be given; an empty list for none");
    } else {
      int size = problems.size("rules", drafts, AttributionRules.MAX_RULES);
      Set<String> names = new HashSet<>();
      for (int i = 0; i < size; i++) {
        String at = "rules[%d]".formatted(i);
        AttributionRuleDraft draft = drafts.get(i);
        if (draft == null) {
          problems.add(at, "required", "must be given");
          continue;
        }
        AttributionRuleTerms rule = rule(at + ".", draft, problems);
        if (rule != null) {
          accepted.add(rule);
          if (!names.add(rule.name())) {
            problems.add(at + ".name", "duplicate", "another rule has this name");
          }
        }
      }
      if (accepted.stream().mapToInt(rule -> rule.when().length()).sum() > MAX_TEXT) {
        problems.add("rules", "too_long", "at most %,d characters in all".formatted(MAX_TEXT));
      }
    }
    return problems.all().isEmpty()
        ? new Checked.Accepted<>(accepted)
        : new Checked.Refused<>(problems.all());
  }

  private @Nullable AttributionRuleTerms rule(
      String path, AttributionRuleDraft draft, Problems problems) {
    String name = Fields.line(path + "name", draft.name(), MAX_NAME, problems.all());
    String when = when(path + "when", draft.when(), problems.all());
    Effect effect = effect(path + "then.", draft.then(), problems);
    return name == null || when == null || effect == null
        ? null
        : new AttributionRuleTerms(name, when, effect);
  }

  private @Nullable String when(String field, @Nullable String given, List<FieldProblem> problems) {
    if (given == null) {
      problems.add(new FieldProblem(field, "required", "must be given"));
      return null;
    }
    List<RuleProblem> found = rules.problemsOf(RuleKind.ATTRIBUTION, given);
    found.forEach(
        problem ->
            problems.add(new FieldProblem(field, "invalid_expression", RuleForm.words(problem))));
    return found.isEmpty() ? given : null;
  }

  private static @Nullable Effect effect(
      String path, @Nullable AttributionEffectDraft given, Problems problems) {
    if (given == null || given.type() == null) {
      problems.add(path + "type", "required", TYPES);
      return null;
    }
    return switch (given.type()) {
      case "exclude" -> exclude(path + "reason", given.reason(), problems);
      case "prefer" -> new Prefer();
      case "reweight" -> {
        Long ppm = ppm(path + "ppm", given.ppm(), 0, MAX_REWEIGHT_PPM, problems);
        yield ppm == null ? null : new Reweight(ppm);
      }
      case "cap_share" -> {
        Long ppm = ppm(path + "ppm", given.ppm(), 1, Attributed.WHOLE_PPM - 1, problems);
        yield ppm == null ? null : new CapShare(ppm.intValue());
      }
      case "extend_window" -> window(path, given, problems);
      case "coupon_wins" -> new CouponWins();
      case "touch_wins" -> new TouchWins();
      case "split_with_coupon" -> {
        Long ppm = ppm(path + "ppm", given.ppm(), 1, Attributed.WHOLE_PPM - 1, problems);
        yield ppm == null ? null : new SplitWithCoupon(ppm.intValue());
      }
      default -> {
        problems.add(path + "type", "unknown_value", TYPES);
        yield null;
      }
    };
  }

  private static @Nullable Effect exclude(
      String field, @Nullable String reason, Problems problems) {
    if (reason == null) {
      problems.add(field, "required", "a code such as self_referral");
      return null;
    }
    if (!REASON.matcher(reason).matches()) {
      problems.add(field, "malformed", "a code such as self_referral, at most 64 characters");
      return null;
    }
    return new Exclude(reason);
  }

  private static @Nullable Long ppm(
      String field, @Nullable Long given, long min, long max, Problems problems) {
    if (given == null) {
      problems.add(field, "required", "parts per million");
      return null;
    }
    if (given < min || given > max) {
      problems.add(field, "out_of_range", "from %d to %d".formatted(min, max));
      return null;
    }
    return given;
  }

  private static @Nullable Effect window(
      String path, AttributionEffectDraft given, Problems problems) {
    if (given.clickWindow() == null && given.viewWindow() == null) {
      problems.add(path + "click_window", "required", "a window for clicks, impressions or both");
      return null;
    }
    int before = problems.all().size();
    Duration click =
        given.clickWindow() == null
            ? null
            : Fields.duration(
                path + "click_window",
                given.clickWindow(),
                AttributionForm.MIN_CLICK_WINDOW,
                AttributionForm.MAX_CLICK_WINDOW,
                problems.all());
    Duration view =
        given.viewWindow() == null
            ? null
            : Fields.duration(
                path + "view_window",
                given.viewWindow(),
                MIN_VIEW_WINDOW,
                AttributionForm.MAX_VIEW_WINDOW,
                problems.all());
    return problems.all().size() > before ? null : new ExtendWindow(click, view);
  }
}
