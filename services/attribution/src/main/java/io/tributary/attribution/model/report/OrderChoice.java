package io.tributary.attribution.model.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which order of the Markov chain tells journeys that convert from those that do not, without more
 * states than the journeys can fill (the penalised area under the ROC curve of ChannelAttribution's
 * {@code choose_order}).
 *
 * @param order the one with the largest penalised area, the lowest of equals; 1 where no journey
 *     ended without a conversion
 * @param tried those that could be judged, in ascending order
 */
public record OrderChoice(int order, List<Tried> tried) {

  private static final int THRESHOLDS = 100;

  public OrderChoice {
    tried = List.copyOf(tried);
  }

  /**
   * One order.
   *
   * @param auc area under the ROC curve, 0 to 1
   * @param penalised less what the number of states takes from it; 0 where that is out of range
   */
  public record Tried(int order, double auc, double penalised) {}

  /**
   * Tries the orders 1 to {@value ReportOptions#MAX_ORDER}.
   *
   * @throws LimitExceeded if it takes too much memory or time
   */
  public static OrderChoice of(Paths paths, Limits limits, Budget budget) {
    Totals totals = new Totals();
    paths.forEach((codes, length, conv, value, nulls) -> totals.add(length, conv, value, nulls));
    double journeys = totals.conversions() + totals.nulls();
    if (totals.nulls() == 0 || totals.conversions() == 0) {
      return new OrderChoice(1, List.of());
    }
    List<Tried> tried = new ArrayList<>();
    for (int order = 1; order <= ReportOptions.MAX_ORDER; order++) {
      budget.check();
      double nodes = nodes(paths.channels().count(), order);
      if (nodes < journeys) {
        double auc = new Endings(paths, order, limits).area(totals);
        tried.add(new Tried(order, auc, penalised(auc, journeys, nodes)));
      }
    }
    int best =
        tried.stream()
            .max(
                Comparator.comparingDouble(Tried::penalised)
                    .thenComparing(Comparator.comparingInt(Tried::order).reversed()))
            .map(Tried::order)
            .orElse(1);
    return new OrderChoice(best, tried);
  }

  /** Multisets of so many channels. */
  private static double nodes(int channels, int order) {
    return SetReport.choices(channels + order - 1, order);
  }

  private static double penalised(double auc, double journeys, double nodes) {
    double left = journeys - nodes - 1;
    double penalised = left == 0 ? 0 : 1 - (1 - auc) * (journeys - 1) / left;
    return penalised >= 0 && penalised <= 1 ? penalised : 0;
  }

  /** Journeys by the last channels of their path. */
  private static final class Endings implements PathSink {

    private final int order;
    private final Sequences endings;
    private final CompensatedSums conversions = new CompensatedSums();
    private final CompensatedSums nulls = new CompensatedSums();

    Endings(Paths paths, int order, Limits limits) {
      this.order = order;
      this.endings = new Sequences(limits.paths(), limits.touches(), LimitExceeded.Limit.PATHS);
      paths.forEach(this);
    }

    @Override
    public void add(char[] codes, int length, double conversions, double value, double nulls) {
      if (length == 0 || conversions + nulls == 0) {
        return;
      }
      int width = Math.min(length, order);
      int ending = endings.number(codes, length - width, width);
      this.conversions.add(ending, conversions);
      this.nulls.add(ending, nulls);
    }

    /**
     * Under the ROC curve from (0,0) over the points of all thresholds to (1,1), by trapezoids. A
     * journey's score is how often journeys of its ending convert.
     */
    double area(Totals totals) {
      int[] byScore =
          IntStream.range(0, endings.size())
              .boxed()
              .sorted(Comparator.comparingDouble(this::score).reversed())
              .mapToInt(Integer::intValue)
              .toArray();
      double highest = score(byScore[0]);
      double lowest = score(byScore[byScore.length - 1]);
      CompensatedSums counts = new CompensatedSums();
      double area = 0;
      double hits = 0;
      double alarms = 0;
      int next = 0;
      for (int i = THRESHOLDS - 1; i >= 0; i--) {
        double threshold = Math.min(highest, lowest + (highest - lowest) * i / (THRESHOLDS - 1));
        while (next < byScore.length && score(byScore[next]) >= threshold) {
          counts.add(0, conversions.get(byScore[next]));
          counts.add(1, nulls.get(byScore[next]));
          next++;
        }
        double moreHits = counts.get(0) / totals.conversions();
        double moreAlarms = counts.get(1) / totals.nulls();
        area += (moreAlarms - alarms) * (hits + moreHits) / 2;
        hits = moreHits;
        alarms = moreAlarms;
      }
      return area + (1 - alarms) * (hits + 1) / 2;
    }

    private double score(int ending) {
      double converted = conversions.get(ending);
      return converted / (converted + nulls.get(ending));
    }
  }
}
