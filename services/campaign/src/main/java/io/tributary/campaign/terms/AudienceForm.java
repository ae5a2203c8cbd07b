package io.tributary.campaign.terms;

import io.tributary.campaign.terms.TrafficDraft.ConditionDraft;
import io.tributary.contract.directory.Audience;
import io.tributary.contract.directory.Audience.Condition;
import io.tributary.contract.directory.Audience.Dimension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks whom a rule is for. */
final class AudienceForm {

  static final int MAX_VALUES = 300;
  static final int MAX_VALUE = 255;

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
  private static final Pattern FAMILY = Pattern.compile("[a-z0-9_]{1,40}");
  private static final Set<String> DEVICES =
      Set.of("desktop", "phone", "tablet", "tv", "console", "other");

  private final Problems problems;

  AudienceForm(Problems problems) {
    this.problems = problems;
  }

  Audience audience(String field, List<@Nullable ConditionDraft> given) {
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < problems.size(field, given, 2 * Dimension.values().length); i++) {
      String at = "%s[%d]".formatted(field, i);
      ConditionDraft condition = given.get(i);
      Dimension dimension =
          problems.word(
              Dimension.class, at + ".dimension", condition == null ? null : condition.dimension());
      if (condition == null || dimension == null) {
        continue;
      }
      boolean excluded = Boolean.TRUE.equals(condition.excluded());
      if (conditions.stream()
          .anyMatch(one -> one.dimension() == dimension && one.excluded() == excluded)) {
        problems.add(at, "duplicate", "another condition is on the same dimension");
      }
      conditions.add(
          new Condition(
              dimension, excluded, values(at + ".values", dimension, condition.values())));
    }
    return new Audience(conditions);
  }

  private Set<String> values(
      String field, Dimension dimension, @Nullable List<@Nullable String> given) {
    if (given == null || given.isEmpty()) {
      problems.add(field, "required", "must hold a value");
      return Set.of();
    }
    Set<String> values = new HashSet<>();
    for (int i = 0; i < problems.size(field, given, MAX_VALUES); i++) {
      String value = given.get(i);
      String wrong = value == null ? "must be given" : problem(dimension, value);
      if (wrong != null) {
        problems.add("%s[%d]".formatted(field, i), "malformed", wrong);
      } else if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private static @Nullable String problem(Dimension dimension, String value) {
    return switch (dimension) {
      case COUNTRY ->
          COUNTRY.matcher(value).matches() ? null : "a country by ISO 3166-1, such as DE";
      case LANGUAGE ->
          LANGUAGE.matcher(value).matches() ? null : "a language by ISO 639-1, such as de";
      case DEVICE ->
          DEVICES.contains(value) ? null : String.join(", ", DEVICES.stream().sorted().toList());
      case OS, BROWSER ->
          FAMILY.matcher(value).matches() ? null : "a family in lower case, such as windows";
      case SOURCE, SUB1, SUB2, SUB3, SUB4, SUB5 ->
          value.isBlank() || value.length() > MAX_VALUE
              ? "1 to %d characters".formatted(MAX_VALUE)
              : null;
    };
  }
}
