package io.tributary.tracking.fraud;

import io.tributary.tracking.network.NetworkKind;
import org.jspecify.annotations.Nullable;

/** An address of servers. */
final class DcIp {

  static final Signal SIGNAL =
      Signal.of(
          "dc_ip",
          Family.NETWORK,
          ReasonGroup.DATA_CENTRE,
          60,
          "The address is in a data-centre network.",
          DcIp::look);

  private DcIp() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    return sighting.network().kind() == NetworkKind.DATA_CENTRE
        ? Finding.of(points, "asn", sighting.network().asn())
        : null;
  }
}
