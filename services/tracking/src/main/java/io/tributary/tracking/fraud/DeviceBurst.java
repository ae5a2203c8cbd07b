package io.tributary.tracking.fraud;

import org.jspecify.annotations.Nullable;

/** More clicks of one fingerprint in a minute than a person makes. */
final class DeviceBurst {

  static final Signal SIGNAL =
      Signal.of(
              "device_burst",
              Family.VELOCITY,
              ReasonGroup.CLICK_RATE,
              25,
              "The fingerprint makes too many clicks a minute.",
              DeviceBurst::look)
          .with(Bursts.LIMITS)
          .fromMemory();

  private DeviceBurst() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    return Bursts.excess(sighting, sighting.session().perDevice(), points, limits);
  }
}
