package io.tributary.attribution.model.report;

import java.util.Set;

/**
 * What models can be told.
 *
 * @param first share of the first touch in {@code position}
 * @param last share of the last touch in {@code position}; together at most 1
 * @param rate how much less an earlier touch weighs in {@code geometric_decay}, above 0, at most 1
 * @param excluded channels that {@code last_non} passes over
 * @param order of the Markov chain
 * @param useNull whether journeys without a conversion are part of the chain
 */
public record ReportOptions(
    double first, double last, double rate, Set<String> excluded, int order, boolean useNull) {

  /** Of a chain that can be asked for; beyond it every path is a state of its own. */
  public static final int MAX_ORDER = 10;

  public static final ReportOptions DEFAULT =
      new ReportOptions(.4, .4, .5, Set.of("Direct"), 1, true);

  public ReportOptions {
    excluded = Set.copyOf(excluded);
    if (!(first >= 0 && last >= 0 && first + last <= 1)) {
      throw new IllegalArgumentException("shares of the ends beyond the whole");
    }
    if (!(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException("a rate outside 0 to 1");
    }
    if (order < 1 || order > MAX_ORDER) {
      throw new IllegalArgumentException("an order outside 1 to " + MAX_ORDER);
    }
  }

  /** The same with another order. */
  public ReportOptions withOrder(int other) {
    return new ReportOptions(first, last, rate, excluded, other, useNull);
  }

  /** The same with or without journeys that did not convert. */
  public ReportOptions withUseNull(boolean other) {
    return new ReportOptions(first, last, rate, excluded, order, other);
  }
}
