package io.tributary.attribution.journey;

import io.tributary.contract.decision.Ground.MatchKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known when a conversion is decided.
 *
 * @param own touches of the visitor that converted
 * @param others touches of the same person with other visitors
 * @param othersKey by what those were found
 * @param reached when the person first had conversions of the campaign, by their name
 * @param binding of the customer to an affiliate in the conversion's campaign
 */
public record Evidence(
    Journey own,
    Journey others,
    MatchKey othersKey,
    Map<String, Instant> reached,
    @Nullable Binding binding) {

  public Evidence {
    reached = Map.copyOf(reached);
  }

  /** Of a visitor that is nobody who is known. */
  public static Evidence of(Journey own) {
    return of(own, Map.of());
  }

  /** The same, with conversions before. */
  public static Evidence of(Journey own, Map<String, Instant> reached) {
    return new Evidence(own, Journey.EMPTY, MatchKey.NONE, reached, null);
  }

  /** All touches, each once. */
  Journey journey() {
    Journey all = own;
    for (Touch touch : others.touches()) {
      all = all.with(touch);
    }
    return all;
  }
}
