package io.tributary.tracking.fraud;

import org.jspecify.annotations.Nullable;

/** An affiliate's own click id that came before from somebody else. */
final class ClickReplay {

  static final Signal SIGNAL =
      Signal.of(
              "click_replay",
              Family.IDENTITY,
              ReasonGroup.IDENTITY,
              50,
              "The affiliate's own id of the click was used before by another sender.",
              ClickReplay::look)
          .fromMemory()
          .thatIsNoted();

  private ClickReplay() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    String id = sighting.parameters().affiliateClickId();
    return sighting.session().replayed() && id != null
        ? Finding.of(points, "aff_click_id", id)
        : null;
  }
}
