package io.tributary.attribution.model.report;

import io.tributary.attribution.model.report.ModelReport.Warning;
import java.util.List;

/**
 * Each touch by how much less often the journey would convert without it, as far as journeys of
 * that very path were seen (the definition of Google's fractribution). Some tools call it Shapley;
 * it is not.
 */
final class Counterfactual implements Evaluation {

  private final Paths paths;
  private final Credits credits;
  private final Totals totals = new Totals();

  Counterfactual(Paths paths) {
    this.paths = paths;
    this.credits = new Credits(paths.channels());
  }

  @Override
  public void add(char[] codes, int length, double conversions, double value, double nulls) {
    if (!totals.add(length, conversions, value, nulls) || conversions == 0) {
      return;
    }
    double rate = conversions / (conversions + nulls);
    double[] lost = new double[length];
    double sum = 0;
    char[] without = new char[length];
    for (int i = 0; i < length; i++) {
      System.arraycopy(codes, 0, without, 0, i);
      System.arraycopy(codes, i + 1, without, i, length - i - 1);
      double left = length == 1 ? 0 : paths.conversionRate(without, length - 1);
      lost[i] = Math.max(0, rate - left);
      sum += lost[i];
    }
    if (sum == 0) {
      credits.add(codes[length - 1], conversions, value);
      return;
    }
    for (int i = 0; i < length; i++) {
      credits.add(codes[i], conversions * lost[i] / sum, value * lost[i] / sum);
    }
  }

  @Override
  public ModelReport report(Budget budget) {
    return new ModelReport(
        ReportModel.COUNTERFACTUAL,
        credits.figures(),
        totals.unattributed(),
        null,
        List.of(Warning.REPORT_ONLY));
  }
}
