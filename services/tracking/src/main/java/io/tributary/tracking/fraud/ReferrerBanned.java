package io.tributary.tracking.fraud;

import org.jspecify.annotations.Nullable;

/** A page that the tenant does not want links on. */
final class ReferrerBanned {

  static final Signal SIGNAL =
      Signal.of(
          "referrer_banned",
          Family.REFERRER,
          ReasonGroup.BLOCKED_SOURCE,
          100,
          "The page that the click came from is on the tenant's deny list.",
          ReferrerBanned::look);

  private ReferrerBanned() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    String glob = sighting.denied().referrer(sighting.referrer());
    return glob == null ? null : Finding.of(points, "glob", glob);
  }
}
