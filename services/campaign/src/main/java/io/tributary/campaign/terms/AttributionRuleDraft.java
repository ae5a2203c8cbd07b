package io.tributary.campaign.terms;

import org.jspecify.annotations.Nullable;

/**
 * An attribution rule as people give it, not yet checked.
 *
 * @param when CEL expression of type bool over a touch
 */
public record AttributionRuleDraft(
    @Nullable String name, @Nullable String when, @Nullable AttributionEffectDraft then) {

  /**
   * What it does.
   *
   * @param type {@code exclude}, {@code prefer}, {@code reweight}, {@code cap_share}, {@code
   *     extend_window}, {@code coupon_wins}, {@code touch_wins} or {@code split_with_coupon}
   * @param reason a code, with exclude
   * @param ppm parts per million: what a weight is multiplied by, the largest share, the coupon's
   *     share
   * @param clickWindow ISO 8601 duration, with an extended window
   * @param viewWindow as the click's
   */
  public record AttributionEffectDraft(
      @Nullable String type,
      @Nullable String reason,
      @Nullable Long ppm,
      @Nullable String clickWindow,
      @Nullable String viewWindow) {}
}
