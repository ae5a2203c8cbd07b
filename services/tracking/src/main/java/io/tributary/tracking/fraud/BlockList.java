package io.tributary.tracking.fraud;

import org.jspecify.annotations.Nullable;

/** Traffic that the tenant does not want. */
final class BlockList {

  static final Signal SIGNAL =
      Signal.of(
          "block_list",
          Family.NETWORK,
          ReasonGroup.BLOCKED_SOURCE,
          100,
          "The address, country, user agent or source is on the tenant's deny list.",
          BlockList::look);

  private BlockList() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    Denied denied = sighting.denied();
    if (denied.isEmpty()) {
      return null;
    }
    if (denied.hasNetwork(sighting.address())) {
      return Finding.of(points, "list", "networks");
    }
    if (denied.hasCountry(sighting.network().country())) {
      return Finding.of(points, "list", "countries");
    }
    if (denied.hasUserAgent(sighting.userAgent())) {
      return Finding.of(points, "list", "user_agents");
    }
    return denied.hasSource(sighting.parameters().source())
            || denied.hasSource(sighting.parameters().sub(1))
        ? Finding.of(points, "list", "sources")
        : null;
  }
}
