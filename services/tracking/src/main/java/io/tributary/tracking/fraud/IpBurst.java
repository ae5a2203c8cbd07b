package io.tributary.tracking.fraud;

import org.jspecify.annotations.Nullable;

/** More clicks of one address in a minute than a person makes. */
final class IpBurst {

  static final Signal SIGNAL =
      Signal.of(
              "ip_burst",
              Family.VELOCITY,
              ReasonGroup.CLICK_RATE,
              25,
              "The address makes too many clicks a minute; the first ones are not held against it.",
              IpBurst::look)
          .with(Bursts.LIMITS)
          .fromMemory();

  private IpBurst() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    return Bursts.excess(sighting, sighting.session().perAddress(), points, limits);
  }
}
