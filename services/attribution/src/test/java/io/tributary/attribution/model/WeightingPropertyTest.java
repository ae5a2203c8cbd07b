package io.tributary.attribution.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random journeys; the seed of a failure is printed and can be set as {@code tributary.seed}. */
class WeightingPropertyTest {

  private static final int CASES = 2_000;

  @Test
  void creditsSumToTheWholeAndDoNotDependOnTheNamesOfChannelsOrTheTimeOfTheClock() {
    eachSeed(
        (seed, random) -> {
          List<Point> points = points(random, 1 + random.nextInt(30));
          for (Weighting weighting : weightings(random, points)) {
            Weighed weighed = weighting.credit(points, 0);
            assertThat(weighed).as("seed %d, %s", seed, weighting).isNotNull();
            List<Integer> ppm =
                switch (weighed) {
                  case Weighed.Credited credited -> credited.ppm();
                  case Weighed.Nobody nobody -> List.of();
                };
            if (!ppm.isEmpty()) {
              assertThat(ppm).as("seed %d, %s", seed, weighting).hasSameSizeAs(points);
              assertThat(ppm.stream().mapToInt(part -> part).sum())
                  .as("seed %d, %s", seed, weighting)
                  .isEqualTo(1_000_000);
            }
            List<Point> later =
                points.stream()
                    .map(at -> new Point(at.kind(), at.channel(), at.timeMillis() + 86_400_123))
                    .toList();
            assertThat(weighting.credit(later, 86_400_123))
                .as("seed %d, %s, later", seed, weighting)
                .isEqualTo(weighed);
            double[] shares = weighting.weigh(points, 0).shares();
            for (int i = 0; i < ppm.size(); i++) {
              assertThat(Math.abs(shares[i] * 1_000_000 - ppm.get(i)))
                  .as("seed %d, %s, rounded by less than a unit", seed, weighting)
                  .isLessThan(1 + 1e-6);
            }
          }
        });
  }

  @Test
  void wherePlaceDoesNotMatterAShuffledJourneyGivesEachChannelTheSame() {
    eachSeed(
        (seed, random) -> {
          List<Point> points = points(random, 1 + random.nextInt(12));
          List<Point> shuffled = new ArrayList<>(points);
          Collections.shuffle(shuffled, random);
          for (Weighting weighting :
              List.of(new Weighting.Linear(), new Weighting.LinearUnique())) {
            Map<String, Double> before = byChannel(points, weighting);
            byChannel(shuffled, weighting)
                .forEach(
                    (channel, share) ->
                        assertThat(Math.abs(share - before.getOrDefault(channel, 0d)))
                            .as("seed %d, %s", seed, weighting)
                            .isLessThan(1e-12));
          }
        });
  }

  @Test
  void doublesAreSplitAsTheNumbersThatTheyAre() {
    eachSeed(
        (seed, random) -> {
          double[] weights = new double[1 + random.nextInt(12)];
          for (int i = 0; i < weights.length; i++) {
            weights[i] =
                switch (random.nextInt(4)) {
                  case 0 -> random.nextInt(4);
                  case 1 -> random.nextDouble();
                  case 2 -> StrictMath.pow(2, -random.nextInt(1_070));
                  default -> random.nextInt(1, 9) / 7d;
                };
          }
          weights[random.nextInt(weights.length)] = 1;
          assertThat(Shares.split(weights)).as("seed %d", seed).isEqualTo(reference(weights));
        });
  }

  @Test
  void wholeNumbersAreSplitAlikeInBothForms() {
    eachSeed(
        (seed, random) -> {
          long[] weights = random.longs(1 + random.nextInt(12), 0, 1L << 20).toArray();
          weights[0]++;
          assertThat(Shares.split(weights))
              .as("seed %d", seed)
              .isEqualTo(Shares.split(Arrays.stream(weights).asDoubleStream().toArray()));
        });
  }

  /** The rule word for word, over decimal numbers. */
  private static int[] reference(double[] weights) {
    BigDecimal sum =
        Arrays.stream(weights).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    int[] shares = new int[weights.length];
    BigDecimal[] fractions = new BigDecimal[weights.length];
    int left = 1_000_000;
    for (int i = 0; i < weights.length; i++) {
      BigDecimal exact = new BigDecimal(weights[i]).multiply(BigDecimal.valueOf(1_000_000));
      BigInteger whole = exact.divideToIntegralValue(sum).toBigInteger();
      shares[i] = whole.intValueExact();
      fractions[i] = exact.subtract(sum.multiply(new BigDecimal(whole)), MathContext.UNLIMITED);
      left -= shares[i];
    }
    IntStream.range(0, weights.length)
        .boxed()
        .sorted(
            Comparator.<Integer, BigDecimal>comparing(i -> fractions[i])
                .thenComparing(Comparator.naturalOrder())
                .reversed())
        .limit(left)
        .forEach(i -> shares[i]++);
    return shares;
  }

  private static Map<String, Double> byChannel(List<Point> points, Weighting weighting) {
    double[] shares = weighting.weigh(points, 0).shares();
    Map<String, Double> all = new TreeMap<>();
    for (int i = 0; i < shares.length; i++) {
      all.merge(points.get(i).channel(), shares[i], Double::sum);
    }
    return all;
  }

  private static List<Weighting> weightings(Random random, List<Point> points) {
    int first = random.nextInt(1_000_001);
    return List.of(
        new Weighting.First(),
        new Weighting.Last(),
        new Weighting.LastClick(Duration.ofMillis(500), Duration.ofMillis(100)),
        new Weighting.LastNon(Set.of("a", "b")),
        new Weighting.Linear(),
        new Weighting.LinearUnique(),
        new Weighting.Position(first, random.nextInt(1_000_001 - first)),
        Weighting.Milestones.reached(
            points, List.of(300_000, 300_000, 300_000), List.of(-random.nextLong(1_200))),
        new Weighting.TimeDecay(Duration.ofMillis(1 + random.nextInt(500))),
        new Weighting.PositionDecay(),
        new Weighting.Custom(points.stream().map(point -> random.nextDouble() - .2).toList()),
        new Weighting.Learned(Map.of("a", random.nextDouble(), "b", random.nextDouble())));
  }

  private static List<Point> points(Random random, int count) {
    return random
        .longs(count, -1_000, 1)
        .sorted()
        .mapToObj(
            at ->
                new Point(
                    random.nextBoolean() ? Point.Kind.CLICK : Point.Kind.IMPRESSION,
                    String.valueOf("abcd".charAt(random.nextInt(4))),
                    at))
        .toList();
  }

  private interface Property {
    void check(long seed, Random random);
  }

  private static void eachSeed(Property property) {
    long first = Long.getLong("tributary.seed", 20_261_130L);
    for (long seed = first; seed < first + CASES; seed++) {
      property.check(seed, new Random(seed));
    }
  }
}
