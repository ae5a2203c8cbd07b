package io.tributary.attribution.model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.attribution.model.report.ModelReport.ChannelFigures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Random paths; the seed of a failure is printed and can be set as {@code tributary.seed}. */
class ReportPropertyTest {

  private static final int CASES = 300;
  private static final Offset<Double> EXACTLY = within(1e-9);

  private record Row(List<String> path, double conversions, double value, double nulls) {}

  @Test
  void markovAgreesWithWalkingTheChain() {
    eachSeed(
        (seed, random) -> {
          List<Row> rows = rows(random, 6, 8);
          int order = 1 + random.nextInt(4);
          boolean useNull = random.nextBoolean();
          ModelReport report = markov(rows, order, useNull);
          ModelReport.Chain chain = Objects.requireNonNull(report.chain());
          double[] whole = Walk.of(rows, order, useNull, "");
          assertThat(chain.pConversion()).as("seed %d", seed).isCloseTo(whole[0], EXACTLY);
          for (ChannelFigures figures : report.channels()) {
            double[] without = Walk.of(rows, order, useNull, figures.channel());
            String what = "seed %d, order %d, %s".formatted(seed, order, figures.channel());
            assertThat(figures.removalEffect())
                .as(what)
                .isCloseTo(whole[0] == 0 ? 0 : 1 - without[0] / whole[0], EXACTLY);
            assertThat(figures.removalEffectValue())
                .as(what)
                .isCloseTo(whole[1] == 0 ? 0 : 1 - without[1] / whole[1], EXACTLY);
          }
        });
  }

  /** The chain walked step by step with strings for states, until nobody is left on the way. */
  private static final class Walk {

    private final Map<String, Map<String, Double>> counts = new HashMap<>();
    private final Map<String, Double> values = new HashMap<>();

    static double[] of(List<Row> rows, int order, boolean useNull, String removed) {
      Walk walk = new Walk();
      rows.forEach(row -> walk.count(row, order, useNull));
      return walk.walk(removed);
    }

    private void count(Row row, int order, boolean useNull) {
      double nulls = useNull ? row.nulls() : 0;
      if (row.path().isEmpty() || row.conversions() + nulls == 0) {
        return;
      }
      String state = "(start)";
      int width = Math.min(order, row.path().size());
      for (int i = 0; i + width <= row.path().size(); i++) {
        String next = String.join(" ", row.path().subList(i, i + width));
        if (!next.equals(state)) {
          step(state, next, row.conversions() + nulls);
        }
        state = next;
      }
      step(state, "(conversion)", row.conversions());
      step(state, "(null)", nulls);
      values.merge(state, row.value(), Double::sum);
    }

    private void step(String from, String to, double journeys) {
      if (journeys > 0) {
        counts.computeIfAbsent(from, any -> new TreeMap<>()).merge(to, journeys, Double::sum);
      }
    }

    private double[] walk(String removed) {
      Map<String, Double> here = new TreeMap<>(Map.of("(start)", 1d));
      double converted = 0;
      double value = 0;
      for (int step = 0; step < 200_000 && !here.isEmpty(); step++) {
        Map<String, Double> there = new TreeMap<>();
        for (Map.Entry<String, Double> one : here.entrySet()) {
          Map<String, Double> row = counts.getOrDefault(one.getKey(), Map.of());
          double all = row.values().stream().mapToDouble(count -> count).sum();
          for (Map.Entry<String, Double> next : row.entrySet()) {
            double share = one.getValue() * next.getValue() / all;
            if (next.getKey().equals("(conversion)")) {
              converted += share;
              value += share * values.getOrDefault(one.getKey(), 0d) / next.getValue();
            } else if (!next.getKey().equals("(null)")
                && !List.of(next.getKey().split(" ")).contains(removed)
                && share > 1e-17) {
              there.merge(next.getKey(), share, Double::sum);
            }
          }
        }
        here = there;
      }
      return new double[] {converted, value};
    }
  }

  @Test
  void markovKeepsItsInvariants() {
    eachSeed(
        (seed, random) -> {
          List<Row> rows = rows(random, 6, 10);
          int order = 1 + random.nextInt(5);
          ModelReport report = markov(rows, order, true);
          double conversions = total(rows, Row::conversions);
          double nulls = total(rows, Row::nulls);
          ModelReport.Chain chain = Objects.requireNonNull(report.chain());
          String what = "seed %d, order %d".formatted(seed, order);
          assertThat(chain.pConversion())
              .as(what)
              .isCloseTo(conversions == 0 ? 0 : conversions / (conversions + nulls), within(1e-12));
          assertThat(report.channels())
              .as(what)
              .allMatch(figures -> figures.removalEffect() >= 0)
              .allMatch(figures -> figures.removalEffect() <= 1 + 1e-12)
              .allMatch(figures -> figures.conversions() >= 0 && figures.value() >= 0);
          assertThat(sum(report, ChannelFigures::conversions)).isCloseTo(conversions, EXACTLY);
          assertThat(sum(report, ChannelFigures::value))
              .isCloseTo(total(rows, Row::value), EXACTLY);
          if (conversions > 0) {
            assertThat(Objects.requireNonNull(markov(rows, order, false).chain()).pConversion())
                .as(what)
                .isCloseTo(1, within(1e-12));
          }

          List<Row> otherwise = new ArrayList<>();
          for (Row row : rows) {
            otherwise.add(scaled(row, .25));
            otherwise.add(scaled(row, .75));
          }
          Collections.shuffle(otherwise, random);
          same(what, report, markov(otherwise, order, true), 1, 1);

          List<Row> tripled = rows.stream().map(row -> scaled(row, 3)).toList();
          same(what, report, markov(tripled, order, true), 3, 1);
        });
  }

  private static Row scaled(Row row, double by) {
    return new Row(row.path(), row.conversions() * by, row.value() * by, row.nulls() * by);
  }

  @Test
  void mergingEqualTouchesChangesNothingInOrderOne() {
    eachSeed(
        (seed, random) -> {
          List<Row> rows = rows(random, 4, 8);
          List<Row> merged =
              rows.stream()
                  .map(
                      row ->
                          new Row(merged(row.path()), row.conversions(), row.value(), row.nulls()))
                  .toList();
          same("seed " + seed, markov(rows, 1, true), markov(merged, 1, true), 1, 1);
        });
  }

  private static List<String> merged(List<String> path) {
    List<String> merged = new ArrayList<>();
    for (String channel : path) {
      if (merged.isEmpty() || !merged.getLast().equals(channel)) {
        merged.add(channel);
      }
    }
    return merged;
  }

  @Test
  void anOrderBeyondTheLongestPathCountsTheConversionsThatHoldTheChannel() {
    eachSeed(
        (seed, random) -> {
          List<Row> rows = rows(random, 5, 6);
          double conversions = total(rows, Row::conversions);
          for (ChannelFigures figures : markov(rows, 7, random.nextBoolean()).channels()) {
            double holding =
                rows.stream()
                    .filter(row -> row.path().contains(figures.channel()))
                    .mapToDouble(Row::conversions)
                    .sum();
            assertThat(figures.removalEffect())
                .as("seed %d, %s", seed, figures.channel())
                .isCloseTo(conversions == 0 ? 0 : holding / conversions, EXACTLY);
          }
        });
  }

  @Test
  void relaxationAndEliminationAgree() {
    // Ten channels in order 3 have more states than are eliminated at once.
    for (long seed = firstSeed(); seed < firstSeed() + 5; seed++) {
      Random random = new Random(seed);
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        rows.add(row(random, 10, 12));
      }
      ModelReport report = markov(rows, 3, true);
      assertThat(Objects.requireNonNull(report.chain()).states())
          .isGreaterThan(2 * AbsorbingSystem.MOST_ELIMINATED);
      double[] whole = Walk.of(rows, 3, true, "");
      for (ChannelFigures figures : report.channels().subList(0, 3)) {
        double[] without = Walk.of(rows, 3, true, figures.channel());
        assertThat(figures.removalEffect())
            .as("seed %d", seed)
            .isCloseTo(1 - without[0] / whole[0], EXACTLY);
        assertThat(figures.removalEffectValue())
            .as("seed %d", seed)
            .isCloseTo(1 - without[1] / whole[1], EXACTLY);
      }
    }
  }

  @Test
  void simplifiedShapleyIsTheTextbookValueOfTheCumulativeGame() {
    eachSeed(
        (seed, random) -> {
          List<Row> rows = rows(random, 5, 6);
          Map<Set<String>, Double> bySet = new HashMap<>();
          rows.forEach(row -> bySet.merge(Set.copyOf(row.path()), row.conversions(), Double::sum));
          Function<Set<String>, Double> worth =
              coalition ->
                  bySet.entrySet().stream()
                      .filter(one -> !one.getKey().isEmpty())
                      .filter(one -> coalition.containsAll(one.getKey()))
                      .mapToDouble(Map.Entry::getValue)
                      .sum();
          List<String> players = players(rows);
          ModelReport report = report(ReportModel.SHAPLEY_SIMPLIFIED, rows);
          for (ChannelFigures figures : report.channels()) {
            assertThat(figures.conversions())
                .as("seed %d, %s", seed, figures.channel())
                .isCloseTo(textbook(figures.channel(), players, worth), EXACTLY);
          }
          same("seed " + seed, report, report(ReportModel.LINEAR_UNIQUE, rows), 1, 1);
          ModelReport ordered = report(ReportModel.SHAPLEY_ORDERED, rows);
          for (ChannelFigures figures : ordered.channels()) {
            assertThat(
                    Objects.requireNonNull(figures.byPosition()).stream()
                        .mapToDouble(each -> each)
                        .sum())
                .isCloseTo(Objects.requireNonNull(figures.conversions()), EXACTLY);
          }
          same("seed " + seed, report, ordered, 1, 1);
        });
  }

  @Test
  void conversionRateShapleyIsTheTextbookValueOfEachSet() {
    eachSeed(
        (seed, random) -> {
          List<Row> rows = rows(random, 5, 6);
          Map<Set<String>, double[]> bySet = new LinkedHashMap<>();
          for (Row row : rows) {
            double[] counts = bySet.computeIfAbsent(Set.copyOf(row.path()), any -> new double[3]);
            counts[0] += row.conversions();
            counts[1] += row.nulls();
            counts[2] += row.value();
          }
          Function<Set<String>, Double> rate =
              set -> {
                double[] counts = set.isEmpty() ? null : bySet.get(set);
                return counts == null || counts[0] == 0 ? 0d : counts[0] / (counts[0] + counts[1]);
              };
          Map<String, Double> conversions = new HashMap<>();
          Map<String, Double> values = new HashMap<>();
          bySet.forEach(
              (set, counts) -> {
                if (!set.isEmpty() && counts[0] > 0) {
                  for (String channel : set) {
                    double part = textbook(channel, List.copyOf(set), rate) / rate.apply(set);
                    conversions.merge(channel, part * counts[0], Double::sum);
                    values.merge(channel, part * counts[2], Double::sum);
                  }
                }
              });
          for (ChannelFigures figures :
              report(ReportModel.SHAPLEY_CONVERSION_RATE, rows).channels()) {
            String channel = figures.channel();
            assertThat(figures.conversions())
                .as("seed %d, %s", seed, channel)
                .isCloseTo(conversions.getOrDefault(channel, 0d), EXACTLY);
            assertThat(figures.value())
                .as("seed %d, %s", seed, channel)
                .isCloseTo(values.getOrDefault(channel, 0d), EXACTLY);
          }
        });
  }

  /** The sum over all coalitions without the player, the empty one included. */
  private static double textbook(
      String player, List<String> players, Function<Set<String>, Double> worth) {
    List<String> others = players.stream().filter(other -> !other.equals(player)).toList();
    double value = 0;
    for (int bits = 0; bits < 1 << others.size(); bits++) {
      Set<String> coalition = new HashSet<>();
      for (int i = 0; i < others.size(); i++) {
        if ((bits >> i & 1) == 1) {
          coalition.add(others.get(i));
        }
      }
      double without = worth.apply(coalition);
      int size = coalition.size();
      coalition.add(player);
      value +=
          factorial(size)
              * factorial(players.size() - size - 1)
              / factorial(players.size())
              * (worth.apply(coalition) - without);
    }
    return value;
  }

  private static double factorial(int n) {
    return n <= 1 ? 1 : n * factorial(n - 1);
  }

  @Test
  void creditsOfEveryModelThatSharesOutSumToTheConversions() {
    eachSeed(
        (seed, random) -> {
          List<Row> rows = rows(random, 5, 8);
          for (ReportModel model : ReportModel.values()) {
            if (model != ReportModel.PARTICIPATION && model != ReportModel.SHAO_LI) {
              ModelReport report = report(model, rows);
              assertThat(sum(report, ChannelFigures::conversions))
                  .as("seed %d, %s", seed, model)
                  .isCloseTo(total(rows, Row::conversions), EXACTLY);
              assertThat(sum(report, ChannelFigures::value))
                  .as("seed %d, %s", seed, model)
                  .isCloseTo(total(rows, Row::value), EXACTLY);
            }
          }
        });
  }

  @Test
  void whereOnlyTheSetMattersShuffledPathsGiveTheSame() {
    eachSeed(
        (seed, random) -> {
          List<Row> rows = rows(random, 5, 8);
          List<Row> shuffled =
              rows.stream()
                  .map(
                      row -> {
                        List<String> path = new ArrayList<>(row.path());
                        Collections.shuffle(path, random);
                        return new Row(path, row.conversions(), row.value(), row.nulls());
                      })
                  .toList();
          for (ReportModel model :
              List.of(
                  ReportModel.LINEAR,
                  ReportModel.LINEAR_UNIQUE,
                  ReportModel.PARTICIPATION,
                  ReportModel.SHAPLEY_SIMPLIFIED,
                  ReportModel.SHAPLEY_CONVERSION_RATE,
                  ReportModel.SHAO_LI)) {
            same(
                "seed %d, %s".formatted(seed, model),
                report(model, rows),
                report(model, shuffled),
                1,
                1);
          }
        });
  }

  private static void same(
      String what, ModelReport one, ModelReport other, double creditsBy, double effectsBy) {
    assertThat(other.channels().stream().map(ChannelFigures::channel))
        .as(what)
        .isEqualTo(one.channels().stream().map(ChannelFigures::channel).toList());
    for (int i = 0; i < one.channels().size(); i++) {
      ChannelFigures a = one.channels().get(i);
      ChannelFigures b = other.channels().get(i);
      close(what, b.conversions(), a.conversions(), creditsBy);
      close(what, b.value(), a.value(), creditsBy);
      close(what, b.score(), a.score(), creditsBy);
      if (b.removalEffect() != null) {
        close(what, b.removalEffect(), a.removalEffect(), effectsBy);
        close(what, b.removalEffectValue(), a.removalEffectValue(), effectsBy);
      }
    }
  }

  private static void close(String what, Double actual, Double expected, double by) {
    if (expected != null) {
      assertThat(actual).as(what).isCloseTo(expected * by, EXACTLY);
    }
  }

  private static ModelReport markov(List<Row> rows, int order, boolean useNull) {
    return report(
        ReportModel.MARKOV, ReportOptions.DEFAULT.withOrder(order).withUseNull(useNull), rows);
  }

  private static ModelReport report(ReportModel model, List<Row> rows) {
    return report(model, ReportOptions.DEFAULT, rows);
  }

  private static ModelReport report(ReportModel model, ReportOptions options, List<Row> rows) {
    Paths paths = new Paths(new Channels(Limits.wide()), Limits.wide());
    rows.forEach(row -> paths.add(row.path(), row.conversions(), row.value(), row.nulls()));
    Evaluation evaluation = Evaluation.of(model, options, paths, Limits.wide());
    paths.forEach(evaluation);
    return evaluation.report(Budget.UNLIMITED);
  }

  private static double sum(ModelReport report, Function<ChannelFigures, Double> figure) {
    return report.channels().stream().mapToDouble(figure::apply).sum();
  }

  /** Of the rows with a touch. */
  private static double total(List<Row> rows, Function<Row, Double> part) {
    return rows.stream().filter(row -> !row.path().isEmpty()).mapToDouble(part::apply).sum();
  }

  private static List<String> players(List<Row> rows) {
    return rows.stream().flatMap(row -> row.path().stream()).distinct().toList();
  }

  private static List<Row> rows(Random random, int channels, int longest) {
    List<Row> rows = new ArrayList<>();
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      rows.add(row(random, 1 + random.nextInt(channels), longest));
    }
    return rows;
  }

  private static Row row(Random random, int channels, int longest) {
    List<String> path = new ArrayList<>();
    int length = random.nextInt(longest);
    for (int i = 0; i < length; i++) {
      path.add(String.valueOf((char) ('a' + random.nextInt(channels))));
    }
    double conversions = random.nextInt(3) == 0 ? 0 : random.nextInt(1, 40) / 4d;
    double nulls = random.nextInt(3) == 0 ? 0 : random.nextInt(20);
    double value = conversions == 0 || random.nextInt(4) == 0 ? 0 : random.nextInt(1_000) / 8d;
    return new Row(path, conversions, value, nulls);
  }

  private interface Property {
    void check(long seed, Random random);
  }

  private static long firstSeed() {
    return Long.getLong("tributary.seed", 20_261_130L);
  }

  private static void eachSeed(Property property) {
    for (long seed = firstSeed(); seed < firstSeed() + CASES; seed++) {
      property.check(seed, new Random(seed));
    }
  }
}
