package io.tributary.attribution.stream;

import org.jspecify.annotations.Nullable;

/** Where a visitor's partition sends on to: one of the two. */
record Routed(@Nullable PersonMessage toPerson, @Nullable GuardInput toGuard) {

  static Routed of(PersonMessage message) {
    return new Routed(message, null);
  }

  static Routed of(GuardInput input) {
    return new Routed(null, input);
  }
}
