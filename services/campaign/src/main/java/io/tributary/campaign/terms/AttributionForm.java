package io.tributary.campaign.terms;

import io.tributary.campaign.terms.AttributionDraft.LeadDraft;
import io.tributary.campaign.terms.AttributionDraft.LearningDraft;
import io.tributary.campaign.terms.AttributionDraft.MatchingDraft;
import io.tributary.campaign.terms.AttributionDraft.ParametersDraft;
import io.tributary.contract.decision.Attributed;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.AttributionTerms.Binding;
import io.tributary.contract.directory.AttributionTerms.LeadTerms;
import io.tributary.contract.directory.AttributionTerms.Learning;
import io.tributary.contract.directory.AttributionTerms.Matching;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.contract.directory.AttributionTerms.ModelParameters;
import io.tributary.platform.http.FieldProblem;
import io.tributary.rule.RuleKind;
import io.tributary.rule.RuleProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks how a campaign's conversions are attributed. */
final class AttributionForm {

  static final Duration MIN_CLICK_WINDOW = Duration.ofHours(1);
  static final Duration MAX_CLICK_WINDOW = Duration.ofDays(365);
  static final Duration MAX_VIEW_WINDOW = Duration.ofDays(30);
  static final Duration MIN_HALF_LIFE = Duration.ofHours(1);
  static final Duration MAX_HALF_LIFE = Duration.ofDays(365);
  static final Duration MIN_PROBABILISTIC = Duration.ofHours(1);
  static final Duration MAX_PROBABILISTIC = Duration.ofHours(24);
  static final int MAX_ORDER = 4;
  static final int MAX_LOCK_DAYS = 3_650;
  static final int MAX_SET_ASIDE = 50;
  static final int MAX_MILESTONES = 10;
  static final int MAX_LEAD_EVENTS = 20;
  static final int MAX_WORD = 100;

  static final AttributionTerms DEFAULT =
      new AttributionTerms(Model.LAST_CLICK, Duration.ofDays(30), Duration.ofDays(1));

  /** The shares that the literature gives a journey with one milestone, and with two. */
  private static final List<Integer> W_SHAPED = List.of(300_000, 300_000, 300_000);

  private static final List<Integer> FULL_PATH = List.of(225_000, 225_000, 225_000, 225_000);

  private final RuleForm rules;
  private final Problems problems;

  AttributionForm(RuleForm rules, List<FieldProblem> problems) {
    this.rules = rules;
    this.problems = new Problems(problems);
  }

  /** What the draft asks for; where a problem was noted, something of no use. */
  AttributionTerms terms(@Nullable AttributionDraft given, AttributionTerms before) {
    if (given == null) {
      return before;
    }
    String at = "attribution.";
    Model model =
        given.model() == null
            ? before.model()
            : orElse(problems.word(Model.class, at + "model", given.model()), before.model());
    Duration click = click(at + "click_window", given.clickWindow(), before.clickWindow());
    Duration view = view(at + "view_window", given.viewWindow(), before.viewWindow());
    return new AttributionTerms(
        model,
        parameters(model, given.parameters(), before.parameters()),
        click,
        view,
        lead(given.lead(), before.lead(), click, view),
        matching(given.matching(), before.matching()));
  }

  private ModelParameters parameters(
      Model model, @Nullable ParametersDraft draft, ModelParameters before) {
    String at = "attribution.parameters.";
    ParametersDraft given =
        draft == null ? new ParametersDraft(null, null, null, null, null, null, null, null) : draft;
    Integer first = orBefore(share(at + "first_ppm", given.firstPpm()), before.firstPpm());
    Integer last = orBefore(share(at + "last_ppm", given.lastPpm()), before.lastPpm());
    if (model == Model.POSITION && sum(first, last) > Attributed.WHOLE_PPM) {
      problems.add(
          at + "last_ppm", "out_of_range", "first_ppm and last_ppm sum to at most 1000000");
    }
    Duration halfLife =
        given.halfLife() == null
            ? before.halfLife()
            : duration(at + "half_life", given.halfLife(), MIN_HALF_LIFE, MAX_HALF_LIFE);
    Set<String> setAside =
        given.setAside() == null
            ? before.setAside()
            : new LinkedHashSet<>(words(at + "set_aside", given.setAside(), MAX_SET_ASIDE));
    List<String> milestones =
        given.milestones() == null
            ? before.milestones()
            : words(at + "milestones", given.milestones(), MAX_MILESTONES);
    List<Integer> milestonePpm =
        milestonePpm(
            model,
            milestones == null ? List.of() : milestones,
            given.milestonePpm(),
            given.milestones() == null ? before.milestonePpm() : null);
    String weight = given.weight() == null ? before.weight() : weight(given.weight());
    if (model == Model.CUSTOM && weight == null) {
      problems.add(at + "weight", "required", "the expression that weighs a touch");
    }
    Learning learning =
        given.learning() == null
            ? before.learning()
            : learning(given.learning(), before.learning());
    if (model == Model.DATA_DRIVEN && learning == null) {
      problems.add(at + "learning", "required", "what the weights are learned by");
    }
    return new ModelParameters(
        first, last, halfLife, setAside, milestones, milestonePpm, weight, learning);
  }

  private static int sum(@Nullable Integer first, @Nullable Integer last) {
    return (first == null ? ModelParameters.DEFAULT_END_PPM : first)
        + (last == null ? ModelParameters.DEFAULT_END_PPM : last);
  }

  private @Nullable Integer share(String field, @Nullable Integer given) {
    if (given != null && (given < 0 || given > Attributed.WHOLE_PPM)) {
      problems.add(field, "out_of_range", "from 0 to " + Attributed.WHOLE_PPM);
      return null;
    }
    return given;
  }

  private @Nullable List<Integer> milestonePpm(
      Model model,
      List<String> milestones,
      @Nullable List<@Nullable Integer> given,
      @Nullable List<Integer> before) {
    String field = "attribution.parameters.milestone_ppm";
    if (model == Model.MILESTONES && milestones.isEmpty()) {
      problems.add("attribution.parameters.milestones", "required", "at least one event");
      return before;
    }
    List<Integer> shares = given == null ? before : shares(field, given);
    if (model != Model.MILESTONES) {
      return shares;
    }
    if (shares == null) {
      shares =
          switch (milestones.size()) {
            case 1 -> W_SHAPED;
            case 2 -> FULL_PATH;
            default -> null;
          };
    }
    int count = milestones.size() + 2;
    if (shares == null || shares.size() != count) {
      problems.add(
          field,
          shares == null ? "required" : "wrong_size",
          "%d shares: of the first touch, of each milestone and of the last touch"
              .formatted(count));
    } else if (shares.stream().mapToLong(Integer::longValue).sum() > Attributed.WHOLE_PPM) {
      problems.add(field, "out_of_range", "sum to at most " + Attributed.WHOLE_PPM);
    }
    return shares;
  }

  private List<Integer> shares(String field, List<@Nullable Integer> given) {
    List<Integer> shares = new ArrayList<>();
    int size = problems.size(field, given, MAX_MILESTONES + 2);
    for (int i = 0; i < size; i++) {
      String at = "%s[%d]".formatted(field, i);
      Integer share = given.get(i);
      if (share == null) {
        problems.add(at, "required", "must be given");
      }
      shares.add(orElse(share(at, share), 0));
    }
    return shares;
  }

  private @Nullable String weight(String given) {
    List<RuleProblem> found = rules.problemsOf(RuleKind.WEIGHT, given);
    found.forEach(
        problem ->
            problems.add(
                "attribution.parameters.weight", "invalid_expression", RuleForm.words(problem)));
    return given;
  }

  private Learning learning(LearningDraft given, @Nullable Learning before) {
    String at = "attribution.parameters.learning.";
    Learning base =
        before == null ? new Learning(Learning.Kind.MARKOV, 1, Learning.Scope.CAMPAIGN) : before;
    Learning.Kind kind =
        given.kind() == null && before != null
            ? base.kind()
            : orElse(problems.word(Learning.Kind.class, at + "kind", given.kind()), base.kind());
    int order = given.order() == null ? base.order() : given.order();
    if (kind != Learning.Kind.MARKOV) {
      order = given.order() == null ? 1 : order;
    }
    int max = kind == Learning.Kind.MARKOV ? MAX_ORDER : 1;
    if (order < 1 || order > max) {
      problems.add(at + "order", "out_of_range", "from 1 to " + max);
    }
    Learning.Scope scope =
        given.scope() == null
            ? base.scope()
            : orElse(
                problems.word(Learning.Scope.class, at + "scope", given.scope()), base.scope());
    return new Learning(kind, order, scope);
  }

  private @Nullable LeadTerms lead(
      @Nullable LeadDraft given, @Nullable LeadTerms before, Duration click, Duration view) {
    if (given == null) {
      return before;
    }
    String at = "attribution.lead.";
    Set<String> events = before == null ? Set.of() : before.events();
    if (given.events() != null) {
      events = new LinkedHashSet<>(words(at + "events", given.events(), MAX_LEAD_EVENTS));
    } else if (before == null) {
      problems.add(at + "events", "required", "the names of the events");
    }
    LeadTerms lead =
        new LeadTerms(
            events,
            click(
                at + "click_window",
                given.clickWindow(),
                before == null ? click : before.clickWindow()),
            view(
                at + "view_window",
                given.viewWindow(),
                before == null ? view : before.viewWindow()));
    return events.isEmpty() ? null : lead;
  }

  private Matching matching(@Nullable MatchingDraft given, Matching before) {
    if (given == null) {
      return before;
    }
    String at = "attribution.matching.";
    Binding binding =
        given.binding() == null
            ? before.binding()
            : orElse(
                problems.word(Binding.class, at + "binding", given.binding()), before.binding());
    Integer lockDays = given.lockDays() == null ? before.lockDays() : given.lockDays();
    if (binding == Binding.LOCK_FOR_DAYS && lockDays == null) {
      problems.add(at + "lock_days", "required", "how many days");
    } else if (lockDays != null && (lockDays < 1 || lockDays > MAX_LOCK_DAYS)) {
      problems.add(at + "lock_days", "out_of_range", "from 1 to " + MAX_LOCK_DAYS);
    }
    return new Matching(
        given.couponFirst() == null ? before.couponFirst() : given.couponFirst(),
        binding,
        binding == Binding.LOCK_FOR_DAYS ? lockDays : null,
        probabilistic(at + "probabilistic", given.probabilistic(), before.probabilistic()));
  }

  private @Nullable Duration probabilistic(
      String field, @Nullable String given, @Nullable Duration before) {
    if (given == null) {
      return before;
    }
    return isZero(given) ? null : duration(field, given, MIN_PROBABILISTIC, MAX_PROBABILISTIC);
  }

  private static boolean isZero(String given) {
    return given.equals("PT0S") || given.equals("P0D");
  }

  private Duration click(String field, @Nullable String given, Duration before) {
    return given == null
        ? before
        : orElse(duration(field, given, MIN_CLICK_WINDOW, MAX_CLICK_WINDOW), before);
  }

  private Duration view(String field, @Nullable String given, Duration before) {
    return given == null
        ? before
        : orElse(duration(field, given, Duration.ZERO, MAX_VIEW_WINDOW), before);
  }

  private @Nullable Duration duration(String field, String given, Duration min, Duration max) {
    return Fields.duration(field, given, min, max, problems.all());
  }

  /** Lines of text, each once. */
  private List<String> words(String field, List<@Nullable String> given, int max) {
    List<String> words = new ArrayList<>();
    int size = problems.size(field, given, max);
    for (int i = 0; i < size; i++) {
      String at = "%s[%d]".formatted(field, i);
      String word = Fields.line(at, given.get(i), MAX_WORD, problems.all());
      if (word != null && words.contains(word)) {
        problems.add(at, "duplicate", "is named before");
      } else if (word != null) {
        words.add(word);
      }
    }
    return words;
  }

  private static @Nullable Integer orBefore(@Nullable Integer given, @Nullable Integer before) {
    return given == null ? before : given;
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return Objects.requireNonNullElse(value, otherwise);
  }
}
