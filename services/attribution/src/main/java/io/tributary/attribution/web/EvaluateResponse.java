package io.tributary.attribution.web;

import io.tributary.attribution.model.report.ModelReport;
import io.tributary.attribution.model.report.OrderChoice;
import io.tributary.attribution.model.report.ReportModel;
import io.tributary.attribution.model.report.Totals;
import io.tributary.platform.http.Words;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the channels of a file of paths are worth. Numbers are unrounded.
 *
 * @param rows of the file, without the header
 * @param paths distinct ones with at least the touches that the transforms left; null where no
 *     model had to know them
 * @param conversions of journeys with a touch, as {@code value} and {@code nulls}
 * @param unattributed what journeys without a touch brought
 * @param orderChoice null unless the order of the chain was to be chosen
 * @param models in the order that they were asked for
 */
record EvaluateResponse(
    long rows,
    @Nullable Integer paths,
    int channels,
    double conversions,
    double value,
    double nulls,
    UnattributedResponse unattributed,
    @Nullable OrderChoiceResponse orderChoice,
    List<ModelReportResponse> models) {

  /** Conversions, and their value in total. */
  record UnattributedResponse(double conversions, double value) {}

  /** How orders of the chain compare. */
  record OrderChoiceResponse(int order, List<TriedOrderResponse> tried) {

    static OrderChoiceResponse of(OrderChoice choice) {
      return new OrderChoiceResponse(
          choice.order(),
          choice.tried().stream()
              .map(one -> new TriedOrderResponse(one.order(), one.auc(), one.penalised()))
              .toList());
    }
  }

  /**
   * One order.
   *
   * @param auc area under the ROC curve
   * @param penalisedAuc less what the number of states takes from it
   */
  record TriedOrderResponse(int order, double auc, double penalisedAuc) {}

  /**
   * What one model says.
   *
   * @param chain null but for Markov
   * @param warnings what to know before relying on it
   */
  record ModelReportResponse(
      @Words(ReportModel.class) String model,
      @Nullable ChainResponse chain,
      List<ChannelWorthResponse> channels,
      List<String> warnings) {

    static ModelReportResponse of(ModelReport report) {
      ModelReport.Chain chain = report.chain();
      return new ModelReportResponse(
          report.model().name().toLowerCase(Locale.ROOT),
          chain == null
              ? null
              : new ChainResponse(
                  chain.order(), chain.useNull(), chain.pConversion(), chain.states()),
          report.channels().stream().map(ChannelWorthResponse::of).toList(),
          report.warnings().stream()
              .map(warning -> warning.name().toLowerCase(Locale.ROOT))
              .toList());
    }
  }

  /**
   * The chain that was solved.
   *
   * @param probability of a conversion
   */
  record ChainResponse(int order, boolean useNull, double probability, int states) {}

  /**
   * What a channel is worth; what the model does not give is null.
   *
   * @param byPosition conversions at each place in the path, from the first
   */
  record ChannelWorthResponse(
      String channel,
      @Nullable Double conversions,
      @Nullable Double value,
      @Nullable Double score,
      @Nullable Double removalEffect,
      @Nullable Double removalEffectValue,
      @Nullable List<Double> byPosition) {

    static ChannelWorthResponse of(ModelReport.ChannelFigures figures) {
      return new ChannelWorthResponse(
          figures.channel(),
          figures.conversions(),
          figures.value(),
          figures.score(),
          figures.removalEffect(),
          figures.removalEffectValue(),
          figures.byPosition());
    }
  }

  static EvaluateResponse of(
      long rows,
      @Nullable Integer paths,
      int channels,
      Totals totals,
      @Nullable OrderChoice choice,
      List<ModelReport> reports) {
    ModelReport.Unattributed unattributed = totals.unattributed();
    return new EvaluateResponse(
        rows,
        paths,
        channels,
        totals.conversions(),
        totals.value(),
        totals.nulls(),
        new UnattributedResponse(unattributed.conversions(), unattributed.value()),
        choice == null ? null : OrderChoiceResponse.of(choice),
        reports.stream().map(ModelReportResponse::of).toList());
  }
}
