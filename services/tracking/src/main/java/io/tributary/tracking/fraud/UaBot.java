package io.tributary.tracking.fraud;

import org.jspecify.annotations.Nullable;

/** A crawler, monitor, scanner, preview fetcher or HTTP library, by its own word. */
final class UaBot {

  static final Signal SIGNAL =
      Signal.of(
          "ua_bot",
          Family.AGENT,
          ReasonGroup.NON_HUMAN,
          100,
          "The user agent is a declared crawler, monitor, scanner or HTTP library.",
          UaBot::look);

  private UaBot() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    if (!sighting.agent().agentClass().automatic()) {
      return null;
    }
    String name = sighting.agent().name();
    return Finding.of(points, "agent", name == null ? "unknown program" : name);
  }
}
