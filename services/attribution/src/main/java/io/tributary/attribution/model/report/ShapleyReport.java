package io.tributary.attribution.model.report;

import io.tributary.attribution.model.report.ModelReport.ChannelFigures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Shapley value of the game in which a set of channels brings the conversions of all journeys
 * that need no other channel: every journey's conversions evenly over its distinct channels (Zhao,
 * Mahboobi, Bagheri 2018, arXiv 1804.05327), in time linear in the number of paths. Ordered, each
 * channel's part is split evenly over the places where it stands.
 */
final class ShapleyReport implements Evaluation {

  private final ReportModel model;
  private final Channels channels;
  private final Credits credits;
  private final Totals totals = new Totals();
  private final Distinct distinct = new Distinct();
  private final List<@Nullable CompensatedSums> positions = new ArrayList<>();
  private int longest;

  ShapleyReport(ReportModel model, Channels channels) {
    this.model = model;
    this.channels = channels;
    this.credits = new Credits(channels);
  }

  @Override
  public void add(char[] codes, int length, double conversions, double value, double nulls) {
    if (!totals.add(length, conversions, value, nulls) || conversions == 0) {
      return;
    }
    distinct.of(codes, length);
    int size = distinct.count();
    for (int i = 0; i < size; i++) {
      credits.add(distinct.code(i), conversions / size, value / size);
    }
    if (model == ReportModel.SHAPLEY_ORDERED) {
      place(codes, length, conversions / size);
    }
  }

  private void place(char[] codes, int length, double part) {
    longest = Math.max(longest, length);
    for (int i = 0; i < distinct.count(); i++) {
      char code = distinct.code(i);
      int times = 0;
      for (int place = 0; place < length; place++) {
        times += codes[place] == code ? 1 : 0;
      }
      CompensatedSums sums = positions(channels.base(code));
      for (int place = 0; place < length; place++) {
        if (codes[place] == code) {
          sums.add(place, part / times);
        }
      }
    }
  }

  private CompensatedSums positions(int channel) {
    while (positions.size() <= channel) {
      positions.add(null);
    }
    CompensatedSums sums = positions.get(channel);
    if (sums == null) {
      sums = new CompensatedSums();
      positions.set(channel, sums);
    }
    return sums;
  }

  @Override
  public ModelReport report(Budget budget) {
    List<ChannelFigures> figures = credits.figures();
    if (model == ReportModel.SHAPLEY_ORDERED) {
      figures =
          channels.byName().stream()
              .map(
                  channel ->
                      new ChannelFigures(
                          channels.name(channel),
                          credits.conversions(channel),
                          credits.value(channel),
                          null,
                          null,
                          null,
                          byPosition(channel)))
              .toList();
    }
    return new ModelReport(model, figures, totals.unattributed(), null, List.of());
  }

  private List<Double> byPosition(int channel) {
    CompensatedSums sums = positions(channel);
    List<Double> all = new ArrayList<>(longest);
    for (int place = 0; place < longest; place++) {
      all.add(sums.get(place));
    }
    return all;
  }
}
