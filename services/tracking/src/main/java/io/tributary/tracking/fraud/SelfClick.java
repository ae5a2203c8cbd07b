package io.tributary.tracking.fraud;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A touch from where the affiliate itself signs in to the console. */
final class SelfClick {

  static final Signal SIGNAL =
      Signal.of(
              "self_click",
              Family.SELF_REFERRAL,
              ReasonGroup.SELF_REFERRAL,
              80,
              "The affiliate signed in to the console with this browser, or from this address, in"
                  + " the last 30 days.",
              SelfClick::look)
          .with(new Limit("address_points", 40));

  private SelfClick() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    SignIns signIns = sighting.signIns();
    InetAddress address = sighting.address();
    if (signIns == null || address == null) {
      return null;
    }
    boolean shared = sighting.network().kind().shared();
    if (signIns.hasDevice(address, sighting.userAgent(), sighting.language())) {
      return Finding.of(shared ? limits[0] : points, "same", "device");
    }
    return !shared && signIns.hasAddress(address) ? Finding.of(limits[0], "same", "address") : null;
  }
}
