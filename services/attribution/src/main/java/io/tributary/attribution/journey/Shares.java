package io.tributary.attribution.journey;

import io.tributary.contract.decision.Attributed;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Splits a conversion into parts per million that sum to exactly 1,000,000. */
final class Shares {

  private Shares() {}

  /**
   * The shares of whole-number weights: each rounded down, and the units left over one each by
   * descending fraction, ties to the later touch.
   *
   * @param weights none negative, at least one positive, their sum below 2^40
   */
  static int[] split(long... weights) {
    long sum = sum(weights);
    int[] shares = new int[weights.length];
    long[] fractions = new long[weights.length];
    int left = Attributed.WHOLE_PPM;
    for (int i = 0; i < weights.length; i++) {
      long exact = weights[i] * Attributed.WHOLE_PPM;
      shares[i] = (int) (exact / sum);
      fractions[i] = exact % sum;
      left -= shares[i];
    }
    Comparator<Integer> largestFractionThenLatest =
        Comparator.<Integer>comparingLong(i -> -fractions[i]).thenComparing(i -> -i);
    IntStream.range(0, weights.length)
        .boxed()
        .sorted(largestFractionThenLatest)
        .limit(left)
        .forEach(i -> shares[i]++);
    return shares;
  }

  private static long sum(long[] weights) {
    long sum = 0;
    for (long weight : weights) {
      if (weight < 0) {
        throw new IllegalArgumentException("a weight below zero");
      }
      sum = Math.addExact(sum, weight);
    }
    if (sum == 0 || sum >= 1L << 40) {
      throw new IllegalArgumentException("weights that cannot be split");
    }
    return sum;
  }
}
