package io.tributary.tracking.fraud;

import org.jspecify.annotations.Nullable;

/** The same visitor, or the same address with the same user agent, at the same link again. */
final class DupClick {

  static final Signal SIGNAL =
      Signal.of(
              "dup_click",
              Family.DUPLICATE,
              ReasonGroup.DUPLICATE,
              0,
              "The visitor, or the address with this user agent, followed the link a short while"
                  + " before.",
              DupClick::look)
          .fromMemory();

  private DupClick() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    if (sighting.session().visitorSeen()) {
      return Finding.of(points, "same", "visitor");
    }
    return sighting.session().senderSeen() ? Finding.of(points, "same", "sender") : null;
  }
}
