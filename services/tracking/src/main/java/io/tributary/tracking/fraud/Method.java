package io.tributary.tracking.fraud;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that nobody made by following the link. */
final class Method {

  static final Signal SIGNAL =
      Signal.of(
          "method",
          Family.AGENT,
          ReasonGroup.NON_HUMAN,
          100,
          "The link was fetched beforehand, previewed or looked at, not followed.",
          Method::look);

  private Method() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    String reason = sighting.purpose().reason();
    return reason == null ? null : new Finding(points, Map.of("purpose", reason), reason);
  }
}
