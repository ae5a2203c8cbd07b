package io.tributary.attribution.journey;

import io.tributary.contract.decision.Ground.MatchKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known when a conversion is decided.
 *
 * @param own touches of the visitor that converted
 * @param others touches of the same person with other visitors
 * @param othersKey by what those were found
 * @param earlier other conversions of the person
 * @param binding of the customer to an affiliate in the conversion's campaign
 */
public record Evidence(
    Journey own,
    Journey others,
    MatchKey othersKey,
    List<Earlier> earlier,
    @Nullable Binding binding) {

  public Evidence {
    earlier = List.copyOf(earlier);
  }

  /** Of a visitor that is nobody who is known. */
  public static Evidence of(Journey own) {
    return of(own, List.of());
  }

  /** The same, with conversions before. */
  public static Evidence of(Journey own, List<Earlier> earlier) {
    return new Evidence(own, Journey.EMPTY, MatchKey.NONE, earlier, null);
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
