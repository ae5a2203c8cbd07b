package io.tributary.rule;

import dev.cel.runtime.CelVariableResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of an expression's variables, each made when an expression first names it. Not for
 * several threads.
 */
final class Variables implements CelVariableResolver {

  /** The variable that differs from touch to touch of a conversion. */
  static final String TOUCH = "touch";

  private final Map<String, Supplier<Map<String, Object>>> makers;
  private final Map<String, Object> made = new HashMap<>();
  private final @Nullable Variables shared;

  private Variables(Map<String, Supplier<Map<String, Object>>> makers, @Nullable Variables shared) {
    this.makers = makers;
    this.shared = shared;
  }

  static Variables of(Facts facts) {
    return new Variables(
        Map.of(
            "conversion", facts::conversionVariables,
            "affiliate", facts::affiliateVariables,
            "campaign", facts::campaignVariables,
            "credit", facts::creditVariables),
        null);
  }

  static Variables of(ConversionFacts facts) {
    return new Variables(
        Map.of(
            "conversion", facts::conversionVariables,
            "customer", facts::customerVariables,
            "journey", facts::journeyVariables),
        null);
  }

  /** A touch's, with those that all touches of a conversion share. */
  static Variables of(TouchFacts touch, Variables shared) {
    return new Variables(Map.of(TOUCH, touch::variables), shared);
  }

  @Override
  public Optional<Object> find(String name) {
    Supplier<Map<String, Object>> maker = makers.get(name);
    if (maker == null) {
      return shared == null ? Optional.empty() : shared.find(name);
    }
    return Optional.of(made.computeIfAbsent(name, unused -> maker.get()));
  }
}
