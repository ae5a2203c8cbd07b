package io.tributary.attribution.model.report;

import io.tributary.attribution.model.report.ModelReport.ChannelFigures;
import io.tributary.attribution.model.report.ModelReport.Warning;
import java.util.ArrayList;
import java.util.List;

/** Models that look at how often journeys of the same set of channels convert. */
final class SetReport implements Evaluation {

  private static final int PAIRS_PER_SET = 8;

  private final ReportModel model;
  private final Channels channels;
  private final Limits limits;
  private final Totals totals = new Totals();
  private final Distinct distinct = new Distinct();
  private final Sequences sets;
  private final CompensatedSums conversions = new CompensatedSums();
  private final CompensatedSums values = new CompensatedSums();
  private final CompensatedSums nulls = new CompensatedSums();

  SetReport(ReportModel model, Channels channels, Limits limits) {
    this.model = model;
    this.channels = channels;
    this.limits = limits;
    this.sets = new Sequences(limits.paths(), limits.touches(), LimitExceeded.Limit.PATHS);
  }

  @Override
  public void add(char[] codes, int length, double conversions, double value, double nulls) {
    if (!totals.add(length, conversions, value, nulls) || conversions + nulls == 0) {
      return;
    }
    distinct.of(codes, length);
    int set = sets.number(distinct.sorted(), 0, distinct.count());
    this.conversions.add(set, conversions);
    this.values.add(set, value);
    this.nulls.add(set, nulls);
  }

  @Override
  public ModelReport report(Budget budget) {
    return model == ReportModel.SHAO_LI ? shaoLi(budget) : conversionRate(budget);
  }

  /**
   * For each set with conversions the textbook Shapley value of its channels, where a coalition is
   * worth the conversion rate of the journeys of exactly its channels, scaled to the conversions of
   * the set. A coalition that was never seen is worth nothing, so only those that were seen are
   * visited, not all 2^n.
   */
  private ModelReport conversionRate(Budget budget) {
    Credits credits = new Credits(channels);
    List<List<Integer>> beginningWith = beginningWith();
    boolean[] inSet = new boolean[channels.codeCount()];
    for (int set = 0; set < sets.size(); set++) {
      double converted = conversions.get(set);
      if (converted > 0) {
        budget.check();
        double rate = rate(set);
        double[] values = shapley(set, beginningWith, inSet);
        for (int i = 0; i < values.length; i++) {
          credits.add(
              sets.code(set, i),
              converted * values[i] / rate,
              this.values.get(set) * values[i] / rate);
        }
      }
    }
    List<ChannelFigures> figures = credits.figures();
    List<Warning> warnings = new ArrayList<>(List.of(Warning.REPORT_ONLY));
    if (figures.stream().anyMatch(SetReport::isNegative)) {
      warnings.add(Warning.NEGATIVE_CREDITS);
    }
    return new ModelReport(model, figures, totals.unattributed(), null, warnings);
  }

  private static boolean isNegative(ChannelFigures figures) {
    Double conversions = figures.conversions();
    Double value = figures.value();
    return (conversions != null && conversions < 0) || (value != null && value < 0);
  }

  /** The sets that can be worth something, by their smallest code. */
  private List<List<Integer>> beginningWith() {
    List<List<Integer>> all = new ArrayList<>();
    for (int code = 0; code < channels.codeCount(); code++) {
      all.add(new ArrayList<>());
    }
    for (int set = 0; set < sets.size(); set++) {
      if (conversions.get(set) > 0) {
        all.get(sets.code(set, 0)).add(set);
      }
    }
    return all;
  }

  /** Of the channels of a set, in its order; {@code inSet} is all false before and after. */
  private double[] shapley(int set, List<List<Integer>> beginningWith, boolean[] inSet) {
    int size = sets.length(set);
    for (int i = 0; i < size; i++) {
      inSet[sets.code(set, i)] = true;
    }
    CompensatedSums values = new CompensatedSums();
    for (int i = 0; i < size; i++) {
      for (int coalition : beginningWith.get(sets.code(set, i))) {
        if (sets.length(coalition) <= size && isWithin(coalition, inSet)) {
          addMarginal(values, set, coalition);
        }
      }
    }
    double[] all = new double[size];
    for (int i = 0; i < size; i++) {
      all[i] = values.get(i);
      inSet[sets.code(set, i)] = false;
    }
    return all;
  }

  private boolean isWithin(int coalition, boolean[] inSet) {
    for (int i = 0; i < sets.length(coalition); i++) {
      if (!inSet[sets.code(coalition, i)]) {
        return false;
      }
    }
    return true;
  }

  /**
   * A coalition of t of s channels counts for each of its own with (t-1)!(s-t)!/s!, and against
   * each of the others with t!(s-t-1)!/s!.
   */
  private void addMarginal(CompensatedSums values, int set, int coalition) {
    int size = sets.length(set);
    int own = sets.length(coalition);
    double worth = rate(coalition) / choices(size, own);
    int next = 0;
    for (int i = 0; i < size; i++) {
      if (next < own && sets.code(coalition, next) == sets.code(set, i)) {
        values.add(i, worth / own);
        next++;
      } else {
        values.add(i, -worth / (size - own));
      }
    }
  }

  /** Sets of {@code some} out of {@code all}. */
  static double choices(int all, int some) {
    double choices = 1;
    for (int i = 1; i <= Math.min(some, all - some); i++) {
      choices = choices * (all - i + 1) / i;
    }
    return choices;
  }

  private double rate(int set) {
    double converted = conversions.get(set);
    return converted == 0 ? 0 : converted / (converted + nulls.get(set));
  }

  /**
   * The score of Shao and Li (2011): the rate of a channel, and half of what its pairs add to it.
   */
  private ModelReport shaoLi(Budget budget) {
    Rates single = new Rates();
    Rates both = new Rates();
    Sequences pairs =
        new Sequences(
            (int) Math.min(Integer.MAX_VALUE / 4, (long) PAIRS_PER_SET * limits.paths()),
            Integer.MAX_VALUE / 2,
            LimitExceeded.Limit.PATHS);
    char[] pair = new char[2];
    for (int set = 0; set < sets.size(); set++) {
      budget.check();
      for (int i = 0; i < sets.length(set); i++) {
        single.add(sets.code(set, i), set);
        pair[0] = sets.code(set, i);
        for (int j = i + 1; j < sets.length(set); j++) {
          pair[1] = sets.code(set, j);
          both.add(pairs.number(pair, 0, 2), set);
        }
      }
    }
    CompensatedSums scores = new CompensatedSums();
    for (int set = 0; set < sets.size(); set++) {
      double converted = conversions.get(set);
      if (converted > 0) {
        budget.check();
        for (int i = 0; i < sets.length(set); i++) {
          scores.add(
              channels.base(sets.code(set, i)), converted * score(set, i, single, both, pairs));
        }
      }
    }
    return new ModelReport(
        model,
        channels.byName().stream()
            .map(
                channel ->
                    new ChannelFigures(
                        channels.name(channel), null, null, scores.get(channel), null, null, null))
            .toList(),
        totals.unattributed(),
        null,
        List.of(Warning.REPORT_ONLY, Warning.SCORE_ONLY));
  }

  private double score(int set, int place, Rates single, Rates both, Sequences pairs) {
    char own = sets.code(set, place);
    int size = sets.length(set);
    double rate = single.of(own);
    if (size == 1) {
      return rate;
    }
    CompensatedSums added = new CompensatedSums();
    char[] pair = new char[2];
    for (int j = 0; j < size; j++) {
      if (j != place) {
        char other = sets.code(set, j);
        pair[0] = (char) Math.min(own, other);
        pair[1] = (char) Math.max(own, other);
        added.add(0, both.of(pairs.find(pair, 0, 2)));
        added.add(0, -rate);
        added.add(0, -single.of(other));
      }
    }
    return rate + added.get(0) / (2d * (size - 1));
  }

  /** How often journeys convert that hold a channel or a pair. */
  private final class Rates {

    private final CompensatedSums converted = new CompensatedSums();
    private final CompensatedSums all = new CompensatedSums();

    void add(int index, int set) {
      converted.add(index, conversions.get(set));
      all.add(index, conversions.get(set));
      all.add(index, nulls.get(set));
    }

    double of(int index) {
      double held = all.get(index);
      return held == 0 ? 0 : converted.get(index) / held;
    }
  }
}
