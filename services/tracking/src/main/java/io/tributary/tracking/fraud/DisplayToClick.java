package io.tributary.tracking.fraud;

import org.jspecify.annotations.Nullable;

/** A click sooner after the creative was shown than a hand can be. */
final class DisplayToClick {

  static final Signal SIGNAL =
      Signal.of(
              "display_to_click",
              Family.TIMING,
              ReasonGroup.TIMING,
              50,
              "The click came sooner after the creative was shown than a person can click.",
              DisplayToClick::look)
          .with(new Limit("below_ms", 800))
          .fromMemory();

  private DisplayToClick() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    long since = sighting.session().sinceShown();
    return since >= 0 && since < limits[0] ? Finding.of(points, "ms", since) : null;
  }
}
