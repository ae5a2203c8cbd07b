package io.tributary.tracking.segment;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads members of a message by their path, whatever stands there. */
final class Message {

  /** Of a number's digits, on either side of its point. */
  private static final int MAX_DIGITS = 18;

  private final Map<?, ?> members;

  Message(Map<?, ?> members) {
    this.members = members;
  }

  /** A text, or a number as text; null when it is absent, blank or anything else. */
  @Nullable String text(String... path) {
    return switch (at(path)) {
      case String text -> text.isBlank() ? null : text.strip();
      case Number number -> decimal(number);
      case null -> null;
      default -> null;
    };
  }

  /** The first text of several paths, each with points between its members. */
  @Nullable String first(String... paths) {
    for (String path : paths) {
      String text = text(path.split("\\.", -1));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** The objects of a list; empty when there is none. */
  List<Message> list(String... path) {
    return at(path) instanceof List<?> list
        ? list.stream()
            .filter(Map.class::isInstance)
            .map(element -> new Message((Map<?, ?>) element))
            .toList()
        : List.of();
  }

  private @Nullable Object at(String... path) {
    Object value = members;
    for (String name : path) {
      if (!(value instanceof Map<?, ?> map)) {
        return null;
      }
      value = map.get(name);
    }
    return value;
  }

  /** Plain digits without zeros at the end, since a number does not say how it was written. */
  private static String decimal(Number number) {
    BigDecimal decimal;
    try {
      decimal = new BigDecimal(number.toString()).stripTrailingZeros();
    } catch (NumberFormatException e) {
      return number.toString();
    }
    boolean plain = decimal.precision() <= MAX_DIGITS && Math.abs(decimal.scale()) <= MAX_DIGITS;
    return plain ? decimal.toPlainString() : number.toString();
  }
}
