package io.tributary.benchmark;

import io.tributary.attribution.model.report.Budget;
import io.tributary.attribution.model.report.Channels;
import io.tributary.attribution.model.report.Evaluation;
import io.tributary.attribution.model.report.Limits;
import io.tributary.attribution.model.report.ModelReport;
import io.tributary.attribution.model.report.Paths;
import io.tributary.attribution.model.report.ReportModel;
import io.tributary.attribution.model.report.ReportOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Distinct generated paths of twelve channels, a few of them common and most rare, of eight touches
 * on average and up to eighty.
 */
final class SamplePaths {

  private static final long SEED = 20_261_130;
  private static final double ENDS_AFTER_A_TOUCH = .12;
  private static final double STAYS_WITH_CHANNEL = .3;
  private static final int LONGEST = 80;

  /** In parts of a thousand. */
  private static final int[] SHARES = {330, 210, 160, 110, 80, 50, 25, 15, 10, 5, 3, 2};

  private SamplePaths() {}

  record Row(List<String> path, double conversions, double value, double nulls) {}

  static List<Row> rows(int count) {
    Random random = new Random(SEED);
    Set<List<String>> seen = new HashSet<>();
    List<Row> rows = new ArrayList<>();
    while (rows.size() < count) {
      List<String> path = path(random);
      if (seen.add(path)) {
        int conversions = random.nextInt(4);
        rows.add(
            new Row(
                path,
                conversions,
                conversions == 0 ? 0 : random.nextInt(10_000) / 100d,
                random.nextInt(8)));
      }
    }
    return rows;
  }

  private static List<String> path(Random random) {
    List<String> path = new ArrayList<>();
    do {
      path.add(
          !path.isEmpty() && random.nextDouble() < STAYS_WITH_CHANNEL
              ? path.getLast()
              : channel(random));
    } while (path.size() < LONGEST && random.nextDouble() >= ENDS_AFTER_A_TOUCH);
    return path;
  }

  private static String channel(Random random) {
    int at = random.nextInt(1_000);
    int channel = 0;
    while (at >= SHARES[channel]) {
      at -= SHARES[channel++];
    }
    return "channel-" + channel;
  }

  /** From rows in memory to all credits. */
  static ModelReport report(List<Row> rows, ReportModel model, int order) {
    Limits limits = Limits.wide();
    Paths paths = new Paths(new Channels(limits), limits);
    for (Row row : rows) {
      paths.add(row.path(), row.conversions(), row.value(), row.nulls());
    }
    Evaluation evaluation =
        Evaluation.of(model, ReportOptions.DEFAULT.withOrder(order), paths, limits);
    paths.forEach(evaluation);
    return evaluation.report(Budget.UNLIMITED);
  }
}
