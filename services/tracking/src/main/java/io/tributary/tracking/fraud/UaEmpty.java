package io.tributary.tracking.fraud;

import org.jspecify.annotations.Nullable;

/** A user agent of a length that no browser's has. */
final class UaEmpty {

  static final Signal SIGNAL =
      Signal.of(
              "ua_empty",
              Family.AGENT,
              ReasonGroup.NON_HUMAN,
              100,
              "There is no user agent, or one far too short or too long.",
              UaEmpty::look)
          .with(
              new Limit("short_below", 10),
              new Limit("short_points", 80),
              new Limit("long_above", 2_048),
              new Limit("long_points", 60));

  private UaEmpty() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    String userAgent = sighting.userAgent();
    if (userAgent == null || userAgent.isBlank()) {
      return sighting.complete() ? Finding.of(points, "length", 0) : null;
    }
    int length = userAgent.length();
    if (length < limits[0]) {
      return Finding.of(limits[1], "length", length);
    }
    return length > limits[2] ? Finding.of(limits[3], "length", length) : null;
  }
}
