package io.tributary.attribution.model;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Splits a conversion into parts per million that sum to exactly 1,000,000: each share is rounded
 * down, and the units left over go one each by descending fraction, ties to the later touch. Both
 * forms calculate exactly, so that rounding errors never decide who gets a unit.
 */
public final class Shares {

  /** A whole conversion. */
  public static final int WHOLE_PPM = 1_000_000;

  private static final long SUM_LIMIT = 1L << 40;
  private static final int MANTISSA_BITS = 52;
  private static final BigInteger WHOLE = BigInteger.valueOf(WHOLE_PPM);

  private Shares() {}

  /**
   * The shares of whole-number weights.
   *
   * @param weights none negative, at least one positive, their sum below 2^40
   * @throws IllegalArgumentException for other weights
   */
  public static int[] split(long... weights) {
    long sum = sum(weights);
    int[] shares = new int[weights.length];
    Long[] fractions = new Long[weights.length];
    int left = WHOLE_PPM;
    for (int i = 0; i < weights.length; i++) {
      long exact = weights[i] * WHOLE_PPM;
      shares[i] = (int) (exact / sum);
      fractions[i] = exact % sum;
      left -= shares[i];
    }
    return handOut(shares, fractions, left);
  }

  /**
   * The shares of the very numbers that the doubles are, without rounding on the way.
   *
   * @param weights none negative, all finite, at least one positive
   * @throws IllegalArgumentException for other weights
   */
  public static int[] split(double... weights) {
    BigInteger[] whole = whole(weights);
    BigInteger sum = Arrays.stream(whole).reduce(BigInteger.ZERO, BigInteger::add);
    if (sum.signum() == 0) {
      throw new IllegalArgumentException("weights that cannot be split");
    }
    int[] shares = new int[weights.length];
    BigInteger[] fractions = new BigInteger[weights.length];
    int left = WHOLE_PPM;
    for (int i = 0; i < weights.length; i++) {
      BigInteger[] exact = whole[i].multiply(WHOLE).divideAndRemainder(sum);
      shares[i] = exact[0].intValueExact();
      fractions[i] = exact[1];
      left -= shares[i];
    }
    return handOut(shares, fractions, left);
  }

  private static <F extends Comparable<F>> int[] handOut(int[] shares, F[] fractions, int left) {
    if (left == 0) {
      return shares;
    }
    Comparator<Integer> largestFractionThenLatest =
        Comparator.<Integer, F>comparing(i -> fractions[i])
            .thenComparing(Comparator.naturalOrder())
            .reversed();
    IntStream.range(0, shares.length)
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
    if (sum == 0 || sum >= SUM_LIMIT) {
      throw new IllegalArgumentException("weights that cannot be split");
    }
    return sum;
  }

  /** The weights times one power of two that makes all of them whole. */
  private static BigInteger[] whole(double[] weights) {
    int lowest = Double.MAX_EXPONENT;
    for (double weight : weights) {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a weight below zero or no finite number");
      }
      if (weight > 0) {
        lowest = Math.min(lowest, exponent(weight));
      }
    }
    BigInteger[] whole = new BigInteger[weights.length];
    for (int i = 0; i < weights.length; i++) {
      whole[i] =
          weights[i] > 0
              ? BigInteger.valueOf(mantissa(weights[i])).shiftLeft(exponent(weights[i]) - lowest)
              : BigInteger.ZERO;
    }
    return whole;
  }

  /** Of the last bit of a double's mantissa. */
  private static int exponent(double weight) {
    return Math.max(Math.getExponent(weight), Double.MIN_EXPONENT) - MANTISSA_BITS;
  }

  private static long mantissa(double weight) {
    long bits = Double.doubleToRawLongBits(weight) & ((1L << MANTISSA_BITS) - 1);
    return weight < Double.MIN_NORMAL ? bits : bits | 1L << MANTISSA_BITS;
  }
}
