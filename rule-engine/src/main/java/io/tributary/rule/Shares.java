package io.tributary.rule;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Splits a whole into parts per million that sum to exactly 1,000,000. */
final class Shares {

  private Shares() {}

  /** A part as an exact fraction, not negative. */
  record Part(BigInteger numerator, BigInteger denominator) {

    static final Part NOTHING = new Part(BigInteger.ZERO, BigInteger.ONE);

    int floor() {
      return numerator.divide(denominator).intValueExact();
    }

    private Part fraction() {
      return new Part(numerator.mod(denominator), denominator);
    }

    private int compareTo(Part other) {
      return numerator
          .multiply(other.denominator())
          .compareTo(other.numerator().multiply(denominator));
    }
  }

  /**
   * Each part rounded down, and the units left over one each by descending fraction, ties to the
   * later part.
   *
   * @param parts in parts per million, which sum to exactly 1,000,000
   */
  static int[] split(List<Part> parts) {
    int[] shares = new int[parts.size()];
    int left = Commissions.WHOLE_PPM;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = parts.get(i).floor();
      left -= shares[i];
    }
    List<Part> fractions = parts.stream().map(Part::fraction).toList();
    Comparator<Integer> smallestFractionThenEarliest =
        Comparator.<Integer, Part>comparing(fractions::get, Part::compareTo)
            .thenComparing(Comparator.naturalOrder());
    IntStream.range(0, shares.length)
        .boxed()
        .sorted(smallestFractionThenEarliest.reversed())
        .limit(left)
        .forEach(i -> shares[i]++);
    return shares;
  }
}
