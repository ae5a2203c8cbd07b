package io.tributary.attribution.model.report;

/** A model under way: takes rows, then says what the channels are worth. */
public sealed interface Evaluation extends PathSink
    permits Counterfactual, Markov, RuleReport, SetReport, ShapleyReport {

  /**
   * The figures of all rows so far.
   *
   * @throws LimitExceeded if it would take too much time
   */
  ModelReport report(Budget budget);

  /**
   * A model without rows yet.
   *
   * @param paths whose channels the rows are coded by; a model that needs all paths looks up in
   *     them, and must be given each of them once
   */
  static Evaluation of(ReportModel model, ReportOptions options, Paths paths, Limits limits) {
    Channels channels = paths.channels();
    return switch (model) {
      case FIRST,
          LAST,
          LAST_NON,
          LINEAR,
          LINEAR_UNIQUE,
          POSITION,
          POSITION_DECAY,
          RANK_DECAY,
          GEOMETRIC_DECAY,
          PARTICIPATION ->
          new RuleReport(model, options, channels);
      case MARKOV -> new Markov(channels, options.order(), options.useNull(), limits);
      case SHAPLEY_SIMPLIFIED, SHAPLEY_ORDERED -> new ShapleyReport(model, channels);
      case SHAPLEY_CONVERSION_RATE, SHAO_LI -> new SetReport(model, channels, limits);
      case COUNTERFACTUAL -> new Counterfactual(paths);
    };
  }
}
