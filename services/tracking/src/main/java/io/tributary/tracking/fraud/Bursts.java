package io.tributary.tracking.fraud;

import org.jspecify.annotations.Nullable;

/** Clicks a minute beyond what a person makes. */
final class Bursts {

  /** Where many people share an address, the limits are so many times higher. */
  static final Limit[] LIMITS = {
    new Limit("per_minute", 10),
    new Limit("hard_per_minute", 60),
    new Limit("hard_points", 80),
    new Limit("shared_factor", 5)
  };

  private Bursts() {}

  static @Nullable Finding excess(Sighting sighting, long count, int points, long[] limits) {
    long factor = sighting.network().kind().shared() ? limits[3] : 1;
    if (count > limits[1] * factor) {
      return Finding.of(limits[2], "per_minute", count);
    }
    return count > limits[0] * factor ? Finding.of(points, "per_minute", count) : null;
  }
}
