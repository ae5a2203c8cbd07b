package io.tributary.tracking.event;

import io.tributary.tracking.conversion.ConversionRules;
import io.tributary.tracking.refusal.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the members of one event and notes what is wrong with each. */
final class Fields {

  /** Of a text that is not stored as it is, in characters. */
  private static final int MAX_TEXT = 4_096;

  private final Map<?, ?> members;
  private final Problems problems;

  Fields(Map<?, ?> members, Problems problems) {
    this.members = members;
    this.problems = problems;
  }

  Problems problems() {
    return problems;
  }

  /** A text; null when it is absent, empty or no text. */
  @Nullable String text(String name) {
    Object value = members.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      problems.add(name, "wrong_type", "is not a string");
      return null;
    }
    if (text.length() > MAX_TEXT) {
      problems.add(name, "too_long", "is longer than %d characters".formatted(MAX_TEXT));
      return null;
    }
    return text.isBlank() ? null : text;
  }

  /** An id of the sender; null when it is absent or cannot be used. */
  @Nullable String id(String name) {
    return ConversionRules.id(name, text(name), problems);
  }

  /** A text that must be there; empty, with a problem noted, when it is not. */
  String required(String name) {
    return orRequired(name, text(name));
  }

  /** An id that must be there; empty, with a problem noted, when it is not. */
  String requiredId(String name) {
    return orRequired(name, id(name));
  }

  /** A time in RFC 3339; null when it is absent or none. */
  @Nullable Instant time(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      problems.add(name, "invalid_time", "is not a time such as 2026-11-03T10:15:30Z");
      return null;
    }
  }

  private String orRequired(String name, @Nullable String value) {
    if (value != null) {
      return value;
    }
    if (members.get(name) == null || members.get(name) instanceof String) {
      problems.add(name, "required", "is needed");
    }
    return "";
  }
}
