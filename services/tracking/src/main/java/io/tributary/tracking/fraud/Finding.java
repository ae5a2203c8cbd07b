package io.tributary.tracking.fraud;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a signal found.
 *
 * @param values what was measured
 * @param reason a code in place of the signal's reason group; null for that
 */
record Finding(int points, Map<String, String> values, @Nullable String reason) {

  Finding {
    values = Map.copyOf(values);
  }

  static Finding of(long points, String name, String value) {
    return new Finding((int) points, Map.of(name, value), null);
  }

  static Finding of(long points, String name, long value) {
    return of(points, name, Long.toString(value));
  }
}
