package io.tributary.attribution.model.report;

/** What all rows sum to, with and without a touch. */
public final class Totals {

  private static final int CONVERSIONS = 0;
  private static final int VALUE = 1;
  private static final int NULLS = 2;
  private static final int UNATTRIBUTED = 3;
  private static final int UNATTRIBUTED_VALUE = 4;

  private final CompensatedSums sums = new CompensatedSums();

  /** Takes a row and says whether its path has a touch. */
  public boolean add(int length, double conversions, double value, double nulls) {
    if (length == 0) {
      sums.add(UNATTRIBUTED, conversions);
      sums.add(UNATTRIBUTED_VALUE, value);
      return false;
    }
    sums.add(CONVERSIONS, conversions);
    sums.add(VALUE, value);
    sums.add(NULLS, nulls);
    return true;
  }

  /** Of rows with a touch. */
  public double conversions() {
    return sums.get(CONVERSIONS);
  }

  /** Of rows with a touch. */
  public double value() {
    return sums.get(VALUE);
  }

  /** Of rows with a touch. */
  public double nulls() {
    return sums.get(NULLS);
  }

  /** Of rows without a touch. */
  public ModelReport.Unattributed unattributed() {
    return new ModelReport.Unattributed(sums.get(UNATTRIBUTED), sums.get(UNATTRIBUTED_VALUE));
  }
}
