package io.tributary.campaign.terms;

import org.jspecify.annotations.Nullable;

/** A commission rule as people give it, not yet checked. */
public record RuleDraft(
    @Nullable String name,
    @Nullable Integer priority,
    @Nullable String when,
    @Nullable EffectDraft then) {

  /**
   * What it pays.
   *
   * @param type {@code percentage} or {@code flat}
   * @param percent decimal text, with a percentage
   * @param amount minor units of the campaign's currency, with a flat amount
   */
  public record EffectDraft(
      @Nullable String type, @Nullable String percent, @Nullable Long amount) {}
}
