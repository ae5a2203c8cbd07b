package io.tributary.attribution.model;

import io.tributary.attribution.model.Weights.Flag;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;

/**
 * A model that may decide who is paid: weights for the touches of one journey. Definitions are
 * those of {@code docs/attribution-models.md}. Points are oldest first in the order of the journey,
 * none later than the conversion; a journey without points gives nobody anything.
 */
public sealed interface Weighting {

  /** All to the first touch. */
  record First() implements Weighting {
    @Override
    public Weights weigh(List<Point> points, long conversionMillis) {
      return only(points, 0);
    }
  }

  /** All to the last touch, whatever it is. */
  record Last() implements Weighting {
    @Override
    public Weights weigh(List<Point> points, long conversionMillis) {
      return only(points, points.size() - 1);
    }
  }

  /**
   * All to the last click inside its window; if there is none, to the last impression inside its
   * own; else to nobody. Both ends of a window count.
   */
  record LastClick(Duration clickWindow, Duration viewWindow) implements Weighting {

    public LastClick {
      if (clickWindow.isNegative() || viewWindow.isNegative()) {
        throw new IllegalArgumentException("a window below zero");
      }
    }

    @Override
    public Weights weigh(List<Point> points, long conversionMillis) {
      int click = last(points, inside(Point.Kind.CLICK, clickWindow, conversionMillis));
      return only(
          points,
          click >= 0
              ? click
              : last(points, inside(Point.Kind.IMPRESSION, viewWindow, conversionMillis)));
    }

    private static Predicate<Point> inside(
        Point.Kind kind, Duration window, long conversionMillis) {
      return point -> {
        long age = conversionMillis - point.timeMillis();
        return point.kind() == kind && age >= 0 && age <= window.toMillis();
      };
    }
  }

  /** All to the last touch of a channel that is not excluded; to the last one if all are. */
  record LastNon(Set<String> excluded) implements Weighting {

    public LastNon {
      excluded = Set.copyOf(excluded);
    }

    @Override
    public Weights weigh(List<Point> points, long conversionMillis) {
      int place = last(points, point -> !excluded.contains(point.channel()));
      return only(points, place >= 0 ? place : points.size() - 1);
    }
  }

  /** The same to every touch, repeats included. */
  record Linear() implements Weighting {
    @Override
    public Weights weigh(List<Point> points, long conversionMillis) {
      return alike(points);
    }
  }

  /** The same to every distinct channel, on its first touch. */
  record LinearUnique() implements Weighting {
    @Override
    public Weights weigh(List<Point> points, long conversionMillis) {
      Set<String> seen = new HashSet<>();
      return whole(points, i -> seen.add(points.get(i).channel()) ? 1 : 0);
    }
  }

  /**
   * A share for the first touch, one for the last, the rest evenly for those between. Two touches
   * share by the ratio of the ends, in halves where both are 0; one touch gets all.
   *
   * @param firstPpm and lastPpm sum to at most 1,000,000
   */
  record Position(int firstPpm, int lastPpm) implements Weighting {

    public Position {
      if (firstPpm < 0 || lastPpm < 0 || (long) firstPpm + lastPpm > Shares.WHOLE_PPM) {
        throw new IllegalArgumentException("shares of the ends beyond the whole");
      }
    }

    @Override
    public Weights weigh(List<Point> points, long conversionMillis) {
      int count = points.size();
      if (count <= 1) {
        return only(points, 0);
      }
      if (count == 2) {
        return firstPpm + lastPpm == 0 ? alike(points) : new Weights.Whole(firstPpm, lastPpm);
      }
      long between = (long) Shares.WHOLE_PPM - firstPpm - lastPpm;
      int middle = count - 2;
      return whole(
          points,
          i ->
              i == 0
                  ? (long) firstPpm * middle
                  : i == count - 1 ? (long) lastPpm * middle : between);
    }
  }

  /**
   * A share for each milestone's touch, the rest evenly for the other touches. A touch that is
   * several milestones gets all their shares; without other touches the shares are scaled to the
   * whole.
   *
   * @param milestones in any order; their shares sum to more than 0 and at most 1,000,000
   */
  record Milestones(List<Milestone> milestones) implements Weighting {

    /** First touch, lead and close, as in a W. */
    public static final int W_SHAPED_PPM = 300_000;

    /** First touch, lead, opportunity and close. */
    public static final int FULL_PATH_PPM = 225_000;

    /**
     * A touch that brought the customer further.
     *
     * @param touch its place in the journey, from 0
     */
    public record Milestone(int touch, int ppm) {

      public Milestone {
        if (touch < 0 || ppm < 0) {
          throw new IllegalArgumentException("a milestone below zero");
        }
      }
    }

    public Milestones {
      milestones = List.copyOf(milestones);
      long sum = milestones.stream().mapToLong(Milestone::ppm).sum();
      if (sum <= 0 || sum > Shares.WHOLE_PPM) {
        throw new IllegalArgumentException("shares of milestones that are no part of the whole");
      }
    }

    /**
     * Milestones where they were reached: each belongs to the last touch at or before its time, to
     * the first touch where there is none before. The first touch and the last are milestones by
     * themselves.
     *
     * @param ppm of the first touch, of each time and of the last touch
     * @param reachedMillis when the customer became a lead, an opportunity and so on
     */
    public static Milestones reached(
        List<Point> points, List<Integer> ppm, List<Long> reachedMillis) {
      if (ppm.size() != reachedMillis.size() + 2) {
        throw new IllegalArgumentException("as many shares as milestones are needed");
      }
      int end = points.size() - 1;
      Milestone[] all = new Milestone[ppm.size()];
      all[0] = new Milestone(0, ppm.getFirst());
      for (int i = 0; i < reachedMillis.size(); i++) {
        long at = reachedMillis.get(i);
        all[i + 1] =
            new Milestone(
                Math.max(0, last(points, point -> point.timeMillis() <= at)), ppm.get(i + 1));
      }
      all[all.length - 1] = new Milestone(Math.max(0, end), ppm.getLast());
      return new Milestones(Arrays.asList(all));
    }

    @Override
    public Weights weigh(List<Point> points, long conversionMillis) {
      long[] own = new long[points.size()];
      boolean[] reached = new boolean[points.size()];
      long all = 0;
      for (Milestone milestone : milestones) {
        if (milestone.touch() >= own.length) {
          return none(points, "a milestone beyond the journey");
        }
        own[milestone.touch()] += milestone.ppm();
        reached[milestone.touch()] = true;
        all += milestone.ppm();
      }
      int others = 0;
      for (boolean one : reached) {
        others += one ? 0 : 1;
      }
      if (others == 0) {
        return new Weights.Whole(own);
      }
      for (int i = 0; i < own.length; i++) {
        own[i] = reached[i] ? own[i] * others : Shares.WHOLE_PPM - all;
      }
      return new Weights.Whole(own);
    }

    private static Weights none(List<Point> points, String why) {
      if (points.isEmpty()) {
        return new Weights.None();
      }
      throw new IllegalArgumentException(why);
    }
  }

  /**
   * Half as much for every half-life of age, in continuous time; wherever it is named, its
   * half-life is to be shown. The smallest age is subtracted first, so that old journeys do not
   * underflow.
   */
  record TimeDecay(Duration halfLife) implements Weighting {

    public TimeDecay {
      if (halfLife.toMillis() <= 0) {
        throw new IllegalArgumentException("a half-life of nothing");
      }
    }

    @Override
    public Weights weigh(List<Point> points, long conversionMillis) {
      if (points.isEmpty()) {
        return new Weights.None();
      }
      // The conversion's time falls out where the smallest age is subtracted.
      long latest = points.stream().mapToLong(Point::timeMillis).max().orElseThrow();
      double[] weights = new double[points.size()];
      for (int i = 0; i < weights.length; i++) {
        double halvings =
            (double) (latest - points.get(i).timeMillis()) / (double) halfLife.toMillis();
        weights[i] = StrictMath.pow(2, -halvings);
      }
      return new Weights.Real(weights, Set.of());
    }
  }

  /** In proportion to the touch's place, counted from 1. */
  record PositionDecay() implements Weighting {
    @Override
    public Weights weigh(List<Point> points, long conversionMillis) {
      return whole(points, i -> i + 1L);
    }
  }

  /**
   * Weights that were calculated elsewhere, one for each point. A negative one and one that is no
   * finite number count as 0, and the result says so; where none is positive, all touches count
   * alike, and the result says so.
   */
  record Custom(List<Double> weights) implements Weighting {

    public Custom {
      weights = List.copyOf(weights);
    }

    @Override
    public Weights weigh(List<Point> points, long conversionMillis) {
      if (weights.size() != points.size()) {
        throw new IllegalArgumentException("one weight for each point is needed");
      }
      return custom(weights.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  /**
   * The learned value of the touch's channel, evenly over its touches. A channel that was not
   * learned counts as the mean of those that were. Corrected as {@link Custom}.
   *
   * @param values by channel, as a model report gives them
   */
  record Learned(Map<String, Double> values) implements Weighting {

    public Learned {
      values = Map.copyOf(values);
    }

    @Override
    public Weights weigh(List<Point> points, long conversionMillis) {
      Map<String, Integer> touches = new HashMap<>();
      points.forEach(point -> touches.merge(point.channel(), 1, Integer::sum));
      double mean = values.values().stream().sorted().mapToDouble(v -> v).average().orElse(0);
      return custom(
          points.stream()
              .mapToDouble(
                  point ->
                      values.getOrDefault(point.channel(), mean)
                          / touches.getOrDefault(point.channel(), 1))
              .toArray());
    }
  }

  /**
   * The weights of the touches.
   *
   * @param points oldest first
   * @param conversionMillis when the conversion happened, since the epoch
   * @throws IllegalArgumentException if the model's own parameters do not fit the journey
   */
  Weights weigh(List<Point> points, long conversionMillis);

  /** The shares of the touches in parts per million, in the order of the points. */
  default Weighed credit(List<Point> points, long conversionMillis) {
    return weigh(points, conversionMillis).credits();
  }

  private static Weights custom(double[] weights) {
    if (weights.length == 0) {
      return new Weights.None();
    }
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    boolean positive = false;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        weights[i] = 0;
        flags.add(Flag.CORRECTED);
      }
      positive |= weights[i] > 0;
    }
    if (!positive) {
      Arrays.fill(weights, 1);
      flags.add(Flag.LINEAR_INSTEAD);
    }
    return new Weights.Real(weights, flags);
  }

  private static int last(List<Point> points, Predicate<Point> wanted) {
    for (int i = points.size() - 1; i >= 0; i--) {
      if (wanted.test(points.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static Weights only(List<Point> points, int place) {
    return place < 0 ? new Weights.None() : whole(points, i -> i == place ? 1 : 0);
  }

  private static Weights alike(List<Point> points) {
    return whole(points, i -> 1);
  }

  private static Weights whole(List<Point> points, IntToLongFunction weight) {
    if (points.isEmpty()) {
      return new Weights.None();
    }
    long[] weights = new long[points.size()];
    Arrays.setAll(weights, weight);
    return new Weights.Whole(weights);
  }
}
