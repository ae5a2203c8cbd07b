package io.tributary.platform.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Query parameters that narrow a list. */
public final class Filters {

  public static final int MAX_SEARCH = 100;

  private Filters() {}

  /** One of the words of an enum. */
  public static <E extends Enum<E>> @Nullable E word(
      Class<E> type, String parameter, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return null;
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                ApiProblem.unprocessable(
                    parameter, "unknown_value", "one of " + String.join(", ", words(type))));
  }

  /** All words of an enum, in its order. */
  static List<String> words(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Part of a name. */
  public static @Nullable String search(@Nullable String q) {
    if (q == null || q.isBlank()) {
      return null;
    }
    if (q.length() > MAX_SEARCH) {
      throw ApiProblem.unprocessable("q", "too_long", "at most " + MAX_SEARCH + " characters");
    }
    return q.strip();
  }
}
