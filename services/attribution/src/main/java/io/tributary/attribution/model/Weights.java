package io.tributary.attribution.model;

import java.util.Set;

/**
 * The weights of the touches of one journey, in its order, none negative; their sum means nothing.
 */
public sealed interface Weights {

  /** Why the weights are not what was asked for. */
  enum Flag {
    /** A custom weight was negative or no finite number, and counts as 0. */
    CORRECTED,
    /** No weight was positive, so that all touches count alike. */
    LINEAR_INSTEAD
  }

  /** Of rational models: exact. At least one is positive, and they sum to less than 2^40. */
  final class Whole implements Weights {

    private final long[] weights;

    Whole(long... weights) {
      this.weights = weights;
    }

    @Override
    public Weighed credits() {
      return Weighed.Credited.of(Shares.split(weights), Set.of());
    }

    @Override
    public double[] shares() {
      double sum = 0;
      for (long weight : weights) {
        sum += weight;
      }
      double[] shares = new double[weights.length];
      for (int i = 0; i < shares.length; i++) {
        shares[i] = weights[i] / sum;
      }
      return shares;
    }
  }

  /** Of all other models. At least one is positive, all are finite. */
  final class Real implements Weights {

    private final double[] weights;
    private final Set<Flag> flags;

    Real(double[] weights, Set<Flag> flags) {
      this.weights = weights;
      this.flags = Set.copyOf(flags);
    }

    @Override
    public Weighed credits() {
      return Weighed.Credited.of(Shares.split(weights), flags);
    }

    @Override
    public double[] shares() {
      double largest = 0;
      for (double weight : weights) {
        largest = Math.max(largest, weight);
      }
      double sum = 0;
      for (double weight : weights) {
        sum += weight / largest;
      }
      double[] shares = new double[weights.length];
      for (int i = 0; i < shares.length; i++) {
        shares[i] = weights[i] / largest / sum;
      }
      return shares;
    }
  }

  /** No touch counts. */
  record None() implements Weights {

    @Override
    public Weighed credits() {
      return new Weighed.Nobody();
    }

    @Override
    public double[] shares() {
      return new double[0];
    }
  }

  /** In parts per million, by the rule of {@link Shares}. */
  Weighed credits();

  /** Unrounded, summing to 1 within rounding; empty where no touch counts. */
  double[] shares();
}
