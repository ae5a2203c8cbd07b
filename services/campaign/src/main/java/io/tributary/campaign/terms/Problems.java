package io.tributary.campaign.terms;

import io.tributary.platform.http.FieldProblem;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Notes what is wrong with values that forms have in common. */
final class Problems {

  private final List<FieldProblem> problems;

  Problems(List<FieldProblem> problems) {
    this.problems = problems;
  }

  List<FieldProblem> all() {
    return problems;
  }

  void add(String field, String code, String message) {
    problems.add(new FieldProblem(field, code, message));
  }

  /** How many of a list are looked at: none if there are too many. */
  int size(String field, List<?> given, int max) {
    if (given.size() > max) {
      add(field, "too_many", "at most " + max);
      return 0;
    }
    return given.size();
  }

  /** The value, which is one of those; otherwise, noted, the other one. */
  String oneOf(String field, String given, Set<String> values, String otherwise) {
    if (values.contains(given)) {
      return given;
    }
    add(field, "unknown_value", String.join(", ", values.stream().sorted().toList()));
    return otherwise;
  }

  /** The constant of a word; null means that a problem was noted. */
  <E extends Enum<E>> @Nullable E word(Class<E> type, String field, @Nullable String given) {
    for (E constant : type.getEnumConstants()) {
      if (TrafficDraft.word(constant).equals(given)) {
        return constant;
      }
    }
    add(
        field,
        given == null ? "required" : "unknown_value",
        Arrays.stream(type.getEnumConstants())
            .map(TrafficDraft::word)
            .collect(Collectors.joining(", ")));
    return null;
  }
}
