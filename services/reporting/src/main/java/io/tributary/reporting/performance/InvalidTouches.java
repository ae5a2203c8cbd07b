package io.tributary.reporting.performance;

/** Touches that never earn, for one reason. */
public record InvalidTouches(long clicks, long impressions) {

  InvalidTouches plus(InvalidTouches other) {
    return new InvalidTouches(clicks + other.clicks, impressions + other.impressions);
  }
}
