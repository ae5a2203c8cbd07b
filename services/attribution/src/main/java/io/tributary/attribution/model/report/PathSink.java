package io.tributary.attribution.model.report;

/** Takes journeys summed by their path. */
@FunctionalInterface
public interface PathSink {

  /**
   * Takes a row; one path may come in several.
   *
   * @param codes of the channels, oldest touch first; the array is the caller's and may change
   *     afterwards
   * @param length of the path; 0 for journeys without a touch
   * @param conversions of these journeys, not negative, fractions allowed
   * @param value of the conversions in total, not negative
   * @param nulls journeys that ended without one, not negative
   */
  void add(char[] codes, int length, double conversions, double value, double nulls);
}
