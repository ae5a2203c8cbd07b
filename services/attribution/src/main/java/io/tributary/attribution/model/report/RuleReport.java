package io.tributary.attribution.model.report;

import io.tributary.attribution.model.report.ModelReport.Warning;
import java.util.List;

/** Models that look at one path at a time. */
final class RuleReport implements Evaluation {

  private final ReportModel model;
  private final ReportOptions options;
  private final Channels channels;
  private final Credits credits;
  private final Totals totals = new Totals();
  private final Distinct distinct = new Distinct();
  private double conversions;
  private double value;

  RuleReport(ReportModel model, ReportOptions options, Channels channels) {
    this.model = model;
    this.options = options;
    this.channels = channels;
    this.credits = new Credits(channels);
  }

  @Override
  public void add(char[] codes, int length, double conversions, double value, double nulls) {
    if (!totals.add(length, conversions, value, nulls) || conversions == 0) {
      return;
    }
    this.conversions = conversions;
    this.value = value;
    switch (model) {
      case FIRST -> credit(codes[0], 1, 1);
      case LAST -> credit(codes[length - 1], 1, 1);
      case LAST_NON -> credit(codes[lastNotExcluded(codes, length)], 1, 1);
      case LINEAR -> {
        for (int i = 0; i < length; i++) {
          credit(codes[i], 1, length);
        }
      }
      case LINEAR_UNIQUE -> {
        distinct.of(codes, length);
        for (int i = 0; i < distinct.count(); i++) {
          credit(distinct.code(i), 1, distinct.count());
        }
      }
      case POSITION -> position(codes, length);
      case POSITION_DECAY -> {
        for (int i = 0; i < length; i++) {
          credit(codes[i], 2 * (i + 1d), length * (length + 1d));
        }
      }
      case RANK_DECAY -> {
        distinct.of(codes, length);
        double ranks = distinct.count() * (distinct.count() + 1d) / 2;
        for (int i = 0; i < distinct.count(); i++) {
          credit(distinct.code(i), i + 1, ranks);
        }
      }
      case GEOMETRIC_DECAY -> geometricDecay(codes, length);
      case PARTICIPATION -> {
        distinct.of(codes, length);
        for (int i = 0; i < distinct.count(); i++) {
          credit(distinct.code(i), 1, 1);
        }
      }
      case MARKOV,
          SHAPLEY_SIMPLIFIED,
          SHAPLEY_ORDERED,
          SHAPLEY_CONVERSION_RATE,
          SHAO_LI,
          COUNTERFACTUAL ->
          throw new IllegalStateException("no rule for one path");
    }
  }

  private void credit(char code, double part, double whole) {
    credits.add(code, conversions * part / whole, value * part / whole);
  }

  private int lastNotExcluded(char[] codes, int length) {
    for (int i = length - 1; i >= 0; i--) {
      if (!channels.isAmong(codes[i], options.excluded())) {
        return i;
      }
    }
    return length - 1;
  }

  private void position(char[] codes, int length) {
    double first = options.first();
    double last = options.last();
    if (length == 1) {
      credit(codes[0], 1, 1);
    } else if (length == 2) {
      boolean noEnds = first + last == 0;
      credit(codes[0], noEnds ? 1 : first, noEnds ? 2 : first + last);
      credit(codes[1], noEnds ? 1 : last, noEnds ? 2 : first + last);
    } else {
      credit(codes[0], first, 1);
      for (int i = 1; i < length - 1; i++) {
        credit(codes[i], 1 - first - last, length - 2);
      }
      credit(codes[length - 1], last, 1);
    }
  }

  private void geometricDecay(char[] codes, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum = sum * options.rate() + 1;
    }
    double weight = 1;
    for (int i = length - 1; i >= 0; i--) {
      credit(codes[i], weight, sum);
      weight *= options.rate();
    }
  }

  /** Conversions credited to a channel so far. */
  Credits credits() {
    return credits;
  }

  @Override
  public ModelReport report(Budget budget) {
    List<Warning> warnings =
        switch (model) {
          case RANK_DECAY, GEOMETRIC_DECAY -> List.of(Warning.REPORT_ONLY);
          case PARTICIPATION -> List.of(Warning.REPORT_ONLY, Warning.SUMS_TO_MORE);
          default -> List.of();
        };
    return new ModelReport(model, credits.figures(), totals.unattributed(), null, warnings);
  }
}
