package io.tributary.attribution.model.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of each channel.
 *
 * @param channels all that were seen, by name
 * @param unattributed what journeys without a touch brought, which no channel is credited with
 * @param chain null but for Markov
 */
public record ModelReport(
    ReportModel model,
    List<ChannelFigures> channels,
    Unattributed unattributed,
    @Nullable Chain chain,
    List<Warning> warnings) {

  public ModelReport {
    channels = List.copyOf(channels);
    warnings = List.copyOf(warnings);
  }

  /**
   * Of one channel; what the model does not give is null.
   *
   * @param conversions credited
   * @param value credited
   * @param score no credit, and comparable inside one report only
   * @param removalEffect the share of the conversions that would be lost without it, 0 to 1
   * @param removalEffectValue the same of the value
   * @param byPosition conversions credited at each place in the path, from the first
   */
  public record ChannelFigures(
      String channel,
      @Nullable Double conversions,
      @Nullable Double value,
      @Nullable Double score,
      @Nullable Double removalEffect,
      @Nullable Double removalEffectValue,
      @Nullable List<Double> byPosition) {}

  /** Conversions, and their value in total. */
  public record Unattributed(double conversions, double value) {}

  /**
   * The Markov chain that was solved.
   *
   * @param pConversion of a journey
   * @param states without start and ends
   */
  public record Chain(int order, boolean useNull, double pConversion, int states) {}

  /** What a reader should know before he relies on the figures. */
  public enum Warning {
    /** Not for payouts. */
    REPORT_ONLY,
    /** Credits sum to more than the conversions. */
    SUMS_TO_MORE,
    /** Some credits are below zero. */
    NEGATIVE_CREDITS,
    /** Scores are no credits and do not sum to the conversions. */
    SCORE_ONLY,
    /** Removal effects could not be used; credits are those of the linear model. */
    LINEAR_INSTEAD,
    /** Removal effects are of channels by frequency and have no sum; they are left out. */
    REMOVAL_EFFECTS_LEFT_OUT
  }
}
