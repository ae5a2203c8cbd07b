package io.tributary.campaign.terms;

import io.tributary.platform.http.FieldProblem;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of single values; null means that a problem was noted. */
final class Fields {

  private Fields() {}

  /** One line of text that is not blank, trimmed and in composed form. */
  static @Nullable String line(
      String field, @Nullable String given, int max, List<FieldProblem> problems) {
    if (given == null || given.isBlank()) {
      problems.add(new FieldProblem(field, "required", "must be given"));
      return null;
    }
    String line = Normalizer.normalize(given.strip(), Normalizer.Form.NFC);
    if (line.length() > max) {
      problems.add(new FieldProblem(field, "too_long", "at most " + max + " characters"));
      return null;
    }
    if (line.codePoints().anyMatch(Character::isISOControl)) {
      problems.add(new FieldProblem(field, "malformed", "must be one line of text"));
      return null;
    }
    return line;
  }

  /** An ISO 8601 duration in whole seconds within a range. */
  static @Nullable Duration duration(
      String field, String given, Duration min, Duration max, List<FieldProblem> problems) {
    try {
      Duration duration = Duration.parse(given);
      if (duration.compareTo(min) >= 0
          && duration.compareTo(max) <= 0
          && duration.equals(Duration.ofSeconds(duration.toSeconds()))) {
        return duration;
      }
    } catch (DateTimeException | ArithmeticException e) {
      problems.add(
          new FieldProblem(field, "malformed", "an ISO 8601 duration such as P30D or PT12H"));
      return null;
    }
    problems.add(
        new FieldProblem(field, "out_of_range", "from %s to %s".formatted(iso(min), iso(max))));
    return null;
  }

  /** ISO 8601 as people write it: whole days as days. */
  static String iso(Duration duration) {
    return !duration.isZero() && duration.equals(Duration.ofDays(duration.toDays()))
        ? "P" + duration.toDays() + "D"
        : duration.toString();
  }
}
