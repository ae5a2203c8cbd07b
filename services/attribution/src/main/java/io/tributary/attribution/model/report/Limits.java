package io.tributary.attribution.model.report;

/**
 * What one evaluation may keep in memory.
 *
 * @param paths distinct ones, about 100 bytes each; also distinct sets of channels
 * @param touches of all distinct paths together, 2 bytes each
 * @param channels by name, at most {@value #MOST_CHANNELS}; pairs of them are counted too
 * @param states of a Markov chain; ten times as many transitions, 60 bytes each
 */
public record Limits(int paths, int touches, int channels, int states) {

  /** Channels are coded in 12 of 16 bits; the others are left to codes that transforms make. */
  public static final int MOST_CHANNELS = 4_096;

  public Limits {
    if (paths < 1 || touches < 1 || channels < 1 || states < 1) {
      throw new IllegalArgumentException("a limit below 1");
    }
    if (channels > MOST_CHANNELS) {
      throw new IllegalArgumentException("more than %d channels".formatted(MOST_CHANNELS));
    }
  }

  /** For work inside a process whose input is bounded elsewhere. */
  public static Limits wide() {
    return new Limits(4_000_000, 256_000_000, MOST_CHANNELS, 1_000_000);
  }
}
