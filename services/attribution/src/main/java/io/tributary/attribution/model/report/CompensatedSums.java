package io.tributary.attribution.model.report;

import java.util.Arrays;

/**
 * Sums of doubles by number, each with what rounding took from it (Neumaier's form of Kahan's
 * summation), so that a sum does not depend on its order beyond the last digit. Grows as needed; a
 * sum that was never added to is 0.
 */
final class CompensatedSums {

  private static final int FIRST_CAPACITY = 16;

  private double[] sums = new double[FIRST_CAPACITY];
  private double[] lost = new double[FIRST_CAPACITY];

  void add(int index, double amount) {
    if (index >= sums.length) {
      int capacity = Math.max(index + 1, sums.length + (sums.length >> 1));
      sums = Arrays.copyOf(sums, capacity);
      lost = Arrays.copyOf(lost, capacity);
    }
    double before = sums[index];
    double after = before + amount;
    lost[index] +=
        Math.abs(before) >= Math.abs(amount) ? before - after + amount : amount - after + before;
    sums[index] = after;
  }

  double get(int index) {
    return index < sums.length ? sums[index] + lost[index] : 0;
  }

  /** Of all the sums. */
  double total() {
    CompensatedSums total = new CompensatedSums();
    for (int i = 0; i < sums.length; i++) {
      total.add(0, sums[i]);
      total.add(0, lost[i]);
    }
    return total.get(0);
  }
}
