package io.tributary.campaign.terms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a campaign's conversions are attributed, as people give it, not yet checked. Windows are ISO
 * 8601 durations. What is absent is defaulted in a new campaign and stays as it is in a known one.
 */
public record AttributionDraft(
    @Nullable String model,
    @Nullable ParametersDraft parameters,
    @Nullable String clickWindow,
    @Nullable String viewWindow,
    @Nullable LeadDraft lead,
    @Nullable MatchingDraft matching) {

  /**
   * What the model is told; each model reads its own.
   *
   * @param firstPpm parts per million
   * @param lastPpm parts per million; with the first at most 1,000,000
   * @param halfLife ISO 8601 duration
   * @param weight CEL expression of type double over a touch
   */
  public record ParametersDraft(
      @Nullable Integer firstPpm,
      @Nullable Integer lastPpm,
      @Nullable String halfLife,
      @Nullable List<@Nullable String> setAside,
      @Nullable List<@Nullable String> milestones,
      @Nullable List<@Nullable Integer> milestonePpm,
      @Nullable String weight,
      @Nullable LearningDraft learning) {}

  /**
   * What learned weights are learned by.
   *
   * @param order of a Markov chain
   */
  public record LearningDraft(
      @Nullable String kind, @Nullable Integer order, @Nullable String scope) {}

  /** Which events are leads, none if the list is empty, and their windows. */
  public record LeadDraft(
      @Nullable List<@Nullable String> events,
      @Nullable String clickWindow,
      @Nullable String viewWindow) {}

  /**
   * How a conversion finds its touches.
   *
   * @param probabilistic ISO 8601 duration; zero switches it off
   */
  public record MatchingDraft(
      @Nullable Boolean couponFirst,
      @Nullable String binding,
      @Nullable Integer lockDays,
      @Nullable String probabilistic) {}
}
