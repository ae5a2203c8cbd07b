package io.tributary.platform.work;

/** What a {@link Worker} repeats. */
@FunctionalInterface
public interface Work {

  /**
   * One round, short enough to be waited for when the process stops.
   *
   * @return whether the next round shall follow without a pause, because there is more to do
   */
  boolean round();

  /** Work that is done after each round. */
  static Work of(Runnable round) {
    return () -> {
      round.run();
      return false;
    };
  }
}
