package io.tributary.campaign.terms;

import io.tributary.campaign.terms.TrafficDraft.FraudDraft;
import io.tributary.campaign.terms.TrafficDraft.SignalDraft;
import io.tributary.contract.directory.FraudTerms;
import io.tributary.contract.directory.FraudTerms.Mode;
import io.tributary.contract.directory.FraudTerms.SignalTerms;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks how a campaign's touches are judged. */
final class FraudForm {

  static final int MAX_SCORE = 100;
  static final int MAX_SIGNALS = 50;
  static final int MAX_THRESHOLDS = 20;

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");

  private final Problems problems;

  FraudForm(Problems problems) {
    this.problems = problems;
  }

  FraudTerms terms(String field, FraudDraft given) {
    Integer review = score(field + ".review_from", given.reviewFrom());
    Integer reject = score(field + ".reject_from", given.rejectFrom());
    if (review != null && reject != null && reject <= review) {
      problems.add(field + ".reject_from", "out_of_range", "must be above review_from");
    }
    Map<String, @Nullable SignalDraft> drafts =
        given.signals() == null ? Map.of() : given.signals();
    if (drafts.size() > MAX_SIGNALS) {
      problems.add(field + ".signals", "too_many", "at most " + MAX_SIGNALS);
    }
    Map<String, SignalTerms> signals = new HashMap<>();
    drafts.forEach(
        (id, signal) -> {
          String at = field + ".signals." + id;
          if (!NAME.matcher(id).matches() || signal == null) {
            problems.add(at, "malformed", "a signal by its id, with its terms");
          } else {
            signals.put(id, signal(at, signal));
          }
        });
    return new FraudTerms(given.monitored(), review, reject, signals);
  }

  private SignalTerms signal(String field, SignalDraft given) {
    Map<String, Long> thresholds = new HashMap<>();
    Map<String, @Nullable Long> drafts = given.thresholds() == null ? Map.of() : given.thresholds();
    if (drafts.size() > MAX_THRESHOLDS) {
      problems.add(field + ".thresholds", "too_many", "at most " + MAX_THRESHOLDS);
    }
    drafts.forEach(
        (name, value) -> {
          if (!NAME.matcher(name).matches() || value == null || value < 0) {
            problems.add(field + ".thresholds." + name, "out_of_range", "a number, 0 or more");
          } else {
            thresholds.put(name, value);
          }
        });
    return new SignalTerms(
        given.mode() == null ? null : problems.word(Mode.class, field + ".mode", given.mode()),
        score(field + ".points", given.points()),
        thresholds);
  }

  private @Nullable Integer score(String field, @Nullable Integer given) {
    if (given != null && (given < 0 || given > MAX_SCORE)) {
      problems.add(field, "out_of_range", "from 0 to " + MAX_SCORE);
    }
    return given;
  }
}
