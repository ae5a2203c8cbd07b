package io.tributary.tracking.fraud;

import org.jspecify.annotations.Nullable;

/** An address behind which somebody hides. */
final class VpnProxyTor {

  static final Signal SIGNAL =
      Signal.of(
              "vpn_proxy_tor",
              Family.NETWORK,
              ReasonGroup.PROXY,
              40,
              "The address is a VPN, an open proxy or an exit of Tor.",
              VpnProxyTor::look)
          .with(new Limit("tor_points", 60));

  private VpnProxyTor() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    return switch (sighting.network().kind()) {
      case TOR -> Finding.of(limits[0], "network", "tor");
      case VPN -> Finding.of(points, "network", "vpn");
      case PROXY -> Finding.of(points, "network", "proxy");
      case UNKNOWN, ACCESS, MOBILE, DATA_CENTRE, RELAY -> null;
    };
  }
}
