package io.tributary.attribution.model;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a model gives the touches of one journey. */
public sealed interface Weighed {

  /**
   * A split of the whole conversion.
   *
   * @param ppm of each touch, in the order of the journey; sums to exactly 1,000,000
   * @param flags why it is not what was asked for; empty when it is
   */
  record Credited(List<Integer> ppm, Set<Weights.Flag> flags) implements Weighed {

    public Credited {
      ppm = List.copyOf(ppm);
      flags = Set.copyOf(flags);
      long sum = 0;
      for (int part : ppm) {
        if (part < 0) {
          throw new IllegalArgumentException("a share below zero");
        }
        sum += part;
      }
      if (sum != Shares.WHOLE_PPM) {
        throw new IllegalArgumentException("shares that do not sum to the whole");
      }
    }

    static Credited of(int[] ppm, Set<Weights.Flag> flags) {
      return new Credited(Arrays.stream(ppm).boxed().toList(), flags);
    }
  }

  /** No touch counts. */
  record Nobody() implements Weighed {}
}
