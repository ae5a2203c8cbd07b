package io.tributary.reporting.performance;

/**
 * What is counted, or by how much it changes. Money is in minor units of the key's currency.
 *
 * @param impressions those that are not invalid
 * @param conversionPpm conversions by credit, a whole one is 1,000,000
 * @param saleAmount the orders' amounts, split by credit
 * @param refunds what of it went back to customers, split by credit
 * @param commission accrued, less what was rejected or taken back
 */
public record Figures(
    long impressions,
    long invalidImpressions,
    Clicks clicks,
    long conversionPpm,
    long saleAmount,
    long refunds,
    long commission) {

  public static final Figures NONE = new Figures(0, 0, Clicks.NONE, 0, 0, 0, 0);
  static final Figures ONE_IMPRESSION = new Figures(1, 0, Clicks.NONE, 0, 0, 0, 0);
  static final Figures ONE_INVALID_IMPRESSION = new Figures(0, 1, Clicks.NONE, 0, 0, 0, 0);

  static Figures ofClicks(Clicks clicks) {
    return new Figures(0, 0, clicks, 0, 0, 0, 0);
  }

  static Figures ofConversion(long ppm, long saleAmount, long refunds) {
    return new Figures(0, 0, Clicks.NONE, ppm, saleAmount, refunds, 0);
  }

  static Figures ofCommission(long amount) {
    return new Figures(0, 0, Clicks.NONE, 0, 0, 0, amount);
  }

  /**
   * The sum.
   *
   * @throws ArithmeticException on overflow
   */
  public Figures plus(Figures other) {
    return new Figures(
        Math.addExact(impressions, other.impressions),
        Math.addExact(invalidImpressions, other.invalidImpressions),
        clicks.plus(other.clicks),
        Math.addExact(conversionPpm, other.conversionPpm),
        Math.addExact(saleAmount, other.saleAmount),
        Math.addExact(refunds, other.refunds),
        Math.addExact(commission, other.commission));
  }

  /** The same with every sign turned. */
  Figures negated() {
    return new Figures(
        -impressions,
        -invalidImpressions,
        clicks.negated(),
        -conversionPpm,
        -saleAmount,
        -refunds,
        -commission);
  }
}
