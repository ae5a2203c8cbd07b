package io.tributary.attribution.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.attribution.model.Weighting.Custom;
import io.tributary.attribution.model.Weighting.First;
import io.tributary.attribution.model.Weighting.Last;
import io.tributary.attribution.model.Weighting.LastClick;
import io.tributary.attribution.model.Weighting.LastNon;
import io.tributary.attribution.model.Weighting.Learned;
import io.tributary.attribution.model.Weighting.Linear;
import io.tributary.attribution.model.Weighting.LinearUnique;
import io.tributary.attribution.model.Weighting.Milestones;
import io.tributary.attribution.model.Weighting.Milestones.Milestone;
import io.tributary.attribution.model.Weighting.Position;
import io.tributary.attribution.model.Weighting.PositionDecay;
import io.tributary.attribution.model.Weighting.TimeDecay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightingTest {

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final Duration WEEK = Duration.ofDays(7);

  /**
   * Journeys are written as channels in lower case for clicks and in upper case for impressions, an
   * hour apart, the last an hour before the conversion.
   */
  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          first          | aBc   | 1000000 0 0
          last           | abC   | 0 0 1000000
          last_click     | abC   | 0 1000000 0
          last_click     | aBC   | 1000000 0 0
          last_click     | ABC   | 0 0 1000000
          last_click     | abcdX | 0 0 0 1000000 0
          last_click     | aXXXX | 0 0 0 0 1000000
          last_non       | abdd  | 0 1000000 0 0
          last_non       | dd    | 0 1000000
          last_non       | d     | 1000000
          linear         | aaba  | 250000 250000 250000 250000
          linear         | abc   | 333333 333333 333334
          linear         | abcabc | 166666 166666 166667 166667 166667 166667
          linear_unique  | aaba  | 500000 0 500000 0
          linear_unique  | abaca | 333333 333333 0 333334 0
          position       | a     | 1000000
          position       | ab    | 500000 500000
          position       | abc   | 400000 200000 400000
          position       | abcde | 400000 66666 66667 66667 400000
          position_50_20 | ab    | 714286 285714
          position_50_20 | abcd  | 500000 150000 150000 200000
          position_0_0   | ab    | 500000 500000
          position_0_0   | aba   | 0 1000000 0
          position_100_0 | abc   | 1000000 0 0
          position_decay | abcd  | 100000 200000 300000 400000
          position_decay | ab    | 333333 666667
          """)
  void ofAJourney(String model, String journey, String expected) {
    Weighting weighting =
        switch (model) {
          case "first" -> new First();
          case "last" -> new Last();
          case "last_click" -> new LastClick(Duration.ofHours(4), Duration.ofHours(3));
          case "last_non" -> new LastNon(Set.of("d"));
          case "linear" -> new Linear();
          case "linear_unique" -> new LinearUnique();
          case "position" -> new Position(400_000, 400_000);
          case "position_50_20" -> new Position(500_000, 200_000);
          case "position_0_0" -> new Position(0, 0);
          case "position_100_0" -> new Position(1_000_000, 0);
          case "position_decay" -> new PositionDecay();
          default -> throw new IllegalArgumentException(model);
        };
    assertThat(ppm(weighting, journey))
        .isEqualTo(Stream.of(expected.split(" ")).map(Integer::valueOf).toList());
  }

  @Test
  void aWindowCountsToItsVeryEndAndBeyondItNobodyIsCredited() {
    LastClick weighting = new LastClick(Duration.ofMillis(10), Duration.ofMillis(5));
    assertThat(weighting.credit(List.of(click(-10)), 0)).isInstanceOf(Weighed.Credited.class);
    assertThat(weighting.credit(List.of(click(-11)), 0)).isEqualTo(new Weighed.Nobody());
    assertThat(weighting.credit(List.of(click(1)), 0)).isEqualTo(new Weighed.Nobody());
    assertThat(weighting.credit(List.of(view(-5), click(-11)), 0))
        .isEqualTo(new Weighed.Credited(List.of(1_000_000, 0), Set.of()));
    assertThat(weighting.credit(List.of(view(-6)), 0)).isEqualTo(new Weighed.Nobody());
  }

  @Test
  void aJourneyWithoutTouchesCreditsNobody() {
    List<Weighting> all =
        List.of(
            new First(),
            new Last(),
            new LastClick(WEEK, WEEK),
            new LastNon(Set.of()),
            new Linear(),
            new LinearUnique(),
            new Position(1, 1),
            new Milestones(List.of(new Milestone(0, 1))),
            new TimeDecay(WEEK),
            new PositionDecay(),
            new Custom(List.of()),
            new Learned(Map.of()));
    assertThat(all)
        .allMatch(weighting -> weighting.credit(List.of(), 0).equals(new Weighed.Nobody()));
  }

  @Test
  void timeDecayGivesThePublishedFigures() {
    List<Point> points = days(38, 33, 26, 8, 0);
    double[] shares = new TimeDecay(WEEK).weigh(points, 0).shares();
    double[] published = {175.1952, 287.4376, 574.8752, 3417.0450, 7545.4471};
    for (int i = 0; i < shares.length; i++) {
      assertThat(shares[i] * 12_000).isCloseTo(published[i], within(5e-5));
    }
    assertThat(new TimeDecay(WEEK).credit(days(14, 7, 0), 0))
        .isEqualTo(new Weighed.Credited(List.of(142_857, 285_714, 571_429), Set.of()));
  }

  @Test
  void timeDecayDoesNotDependOnHowLongAgoTheConversionIs() {
    List<Point> points = days(14, 7, 0);
    TimeDecay weighting = new TimeDecay(WEEK);
    assertThat(weighting.credit(points, Long.MAX_VALUE / 2)).isEqualTo(weighting.credit(points, 0));
    assertThat(new TimeDecay(Duration.ofMillis(1)).credit(points, 0))
        .isEqualTo(new Weighed.Credited(List.of(0, 0, 1_000_000), Set.of()));
  }

  @Test
  void milestonesBelongToTheLastTouchBeforeThem() {
    List<Point> points = days(5, 4, 3, 2, 1);
    int third = Milestones.W_SHAPED_PPM;
    Weighting weighting =
        Milestones.reached(
            points, List.of(third, third, third), List.of(-Duration.ofDays(3).toMillis()));
    assertThat(ppm(weighting.credit(points, 0)))
        .containsExactly(300_000, 50_000, 300_000, 50_000, 300_000);
    Weighting early =
        Milestones.reached(
            points, List.of(third, third, third), List.of(-Duration.ofDays(9).toMillis()));
    assertThat(ppm(early.credit(points, 0)))
        .containsExactly(600_000, 33_333, 33_333, 33_334, 300_000);
    int quarter = Milestones.FULL_PATH_PPM;
    Weighting all =
        Milestones.reached(
            points.subList(0, 2), List.of(quarter, quarter, quarter, quarter), List.of(0L, 0L));
    assertThat(ppm(all.credit(points.subList(0, 2), 0))).containsExactly(250_000, 750_000);
    assertThatThrownBy(() -> new Milestones(List.of(new Milestone(3, 1))).weigh(days(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void customWeightsAreCorrectedAndSaidToBe() {
    assertThat(custom(1, 3)).isEqualTo(credited(Set.of(), 250_000, 750_000));
    assertThat(custom(.1, .2, .1)).isEqualTo(credited(Set.of(), 250_000, 500_000, 250_000));
    assertThat(custom(-1, 3)).isEqualTo(credited(Set.of(Weights.Flag.CORRECTED), 0, 1_000_000));
    assertThat(custom(Double.NaN, 1, Double.POSITIVE_INFINITY))
        .isEqualTo(credited(Set.of(Weights.Flag.CORRECTED), 0, 1_000_000, 0));
    assertThat(custom(0, 0))
        .isEqualTo(credited(Set.of(Weights.Flag.LINEAR_INSTEAD), 500_000, 500_000));
    assertThat(custom(Double.NaN, -0.0))
        .isEqualTo(
            credited(
                Set.of(Weights.Flag.CORRECTED, Weights.Flag.LINEAR_INSTEAD), 500_000, 500_000));
    assertThat(custom(Double.MIN_VALUE, Double.MAX_VALUE))
        .isEqualTo(credited(Set.of(), 0, 1_000_000));
    assertThat(custom(Double.MIN_VALUE, Double.MIN_VALUE * 2, 0))
        .isEqualTo(credited(Set.of(), 333_333, 666_667, 0));
    assertThatThrownBy(() -> new Custom(List.of(1d)).weigh(days(2, 1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLearnedValueIsSpreadOverTheTouchesOfItsChannel() {
    Map<String, Double> values = Map.of("a", 3d, "b", 1d);
    assertThat(ppm(new Learned(values), "aab")).containsExactly(375_000, 375_000, 250_000);
    assertThat(ppm(new Learned(values), "ax"))
        .as("unknown: the mean")
        .containsExactly(600_000, 400_000);
    assertThat(new Learned(Map.of()).credit(days(2, 1), 0))
        .isEqualTo(credited(Set.of(Weights.Flag.LINEAR_INSTEAD), 500_000, 500_000));
  }

  private static Weighed custom(double... weights) {
    return custom(Arrays.stream(weights).boxed().toList());
  }

  private static Weighed custom(List<Double> weights) {
    List<Point> points = new ArrayList<>();
    weights.forEach(weight -> points.add(click(points.size())));
    return new Custom(weights).credit(points, weights.size());
  }

  private static Weighed credited(Set<Weights.Flag> flags, Integer... ppm) {
    return new Weighed.Credited(List.of(ppm), flags);
  }

  private static List<Integer> ppm(Weighting weighting, String journey) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < journey.length(); i++) {
      char letter = journey.charAt(i);
      points.add(
          new Point(
              Character.isLowerCase(letter) ? Point.Kind.CLICK : Point.Kind.IMPRESSION,
              String.valueOf(letter),
              (i - journey.length()) * HOUR));
    }
    return ppm(weighting.credit(points, 0));
  }

  private static List<Integer> ppm(Weighed weighed) {
    return switch (weighed) {
      case Weighed.Credited credited -> credited.ppm();
      case Weighed.Nobody nobody -> List.of();
    };
  }

  private static List<Point> days(int... ages) {
    List<Point> points = new ArrayList<>();
    for (int age : ages) {
      points.add(click(-Duration.ofDays(age).toMillis()));
    }
    return points;
  }

  private static Point click(long at) {
    return new Point(Point.Kind.CLICK, "a", at);
  }

  private static Point view(long at) {
    return new Point(Point.Kind.IMPRESSION, "a", at);
  }
}
