package io.tributary.tracking.fraud;

import io.tributary.contract.directory.FraudTerms.Mode;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Judgement.TouchClass;
import io.tributary.contract.tracking.Judgement.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges a sighting: looks with every signal, counts each family with its heaviest, and adds up to
 * 100. A pure function.
 */
final class Scoring {

  private static final int MAX = 100;
  private static final Family[] FAMILIES = Family.values();

  private Scoring() {}

  /**
   * The judgement.
   *
   * @param remembers whether what is remembered of earlier touches is asked about at all
   * @param data the version of the lists
   */
  static Judgement judge(Sighting sighting, Rules rules, boolean remembers, String data) {
    List<Judgement.Signal> found = null;
    List<String> deferred = null;
    int[] heaviest = new int[FAMILIES.length];
    @Nullable String[] reasons = new @Nullable String[FAMILIES.length];
    int supporting = 0;
    boolean duplicate = false;
    for (int i = 0; i < Signals.ALL.size(); i++) {
      Signal signal = Signals.ALL.get(i);
      Mode mode = rules.mode(i);
      if (mode == Mode.OFF || (signal.needsMemory() && !remembers)) {
        continue;
      }
      Finding finding = signal.look().at(sighting, rules.points(i), rules.limits(i));
      if (finding == null) {
        if (signal.needsMemory() && !sighting.session().isAvailable()) {
          deferred = added(deferred, signal.id());
        }
        continue;
      }
      int points = Math.clamp(finding.points(), 0, MAX);
      boolean monitored = mode == Mode.MONITOR || rules.isMonitored();
      found = added(found, new Judgement.Signal(signal.id(), points, monitored, finding.values()));
      if (mode == Mode.MONITOR) {
        continue;
      }
      int family = signal.family().column();
      if (signal.family() == Family.DUPLICATE) {
        duplicate = true;
      }
      if (signal.supporting()) {
        supporting = Math.max(supporting, points);
      } else if (points > heaviest[family]) {
        heaviest[family] = points;
        reasons[family] = finding.reason() == null ? signal.group().code() : finding.reason();
      }
    }
    int score = 0;
    int worst = 0;
    for (int i = 0; i < heaviest.length; i++) {
      score += heaviest[i];
      worst = heaviest[i] > heaviest[worst] ? i : worst;
    }
    score = Math.min(MAX, score == 0 ? 0 : score + supporting);
    Verdict verdict = verdict(rules, score, duplicate);
    return new Judgement(
        touchClass(verdict, duplicate && !rules.isMonitored()),
        verdict,
        switch (verdict) {
          case REJECT -> reasons[worst];
          case DUPLICATE -> ReasonGroup.DUPLICATE.code();
          case ACCEPT, REVIEW -> null;
        },
        score,
        found == null ? List.of() : found,
        deferred == null ? List.of() : deferred,
        rules.version(),
        data);
  }

  private static Verdict verdict(Rules rules, int score, boolean duplicate) {
    if (rules.isMonitored()) {
      return Verdict.ACCEPT;
    }
    if (score >= rules.rejectFrom()) {
      return Verdict.REJECT;
    }
    if (score >= rules.reviewFrom()) {
      return Verdict.REVIEW;
    }
    return duplicate ? Verdict.DUPLICATE : Verdict.ACCEPT;
  }

  /** A duplicate that is looked at for another reason is a duplicate all the same. */
  private static TouchClass touchClass(Verdict verdict, boolean duplicate) {
    return switch (verdict) {
      case REJECT -> TouchClass.INVALID;
      case DUPLICATE -> TouchClass.DUPLICATE;
      case ACCEPT, REVIEW -> duplicate ? TouchClass.DUPLICATE : TouchClass.UNIQUE;
    };
  }

  private static <T> List<T> added(@Nullable List<T> list, T one) {
    List<T> grown = list == null ? new ArrayList<>(4) : list;
    grown.add(one);
    return grown;
  }
}
