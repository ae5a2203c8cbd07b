package io.tributary.tracking.fraud;

import io.tributary.contract.directory.FraudTerms.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can speak against a touch.
 *
 * @param id as events and settings have it
 * @param group what an affiliate is told
 * @param points what it weighs where nobody set another weight
 * @param mode where nobody set another
 * @param limits in the order in which {@code look} takes them
 * @param needsMemory whether it can be told only of what is remembered of earlier touches
 * @param supporting whether it counts only beside a signal of another family
 * @param words what it means, as a sentence
 */
record Signal(
    String id,
    Family family,
    ReasonGroup group,
    int points,
    Mode mode,
    List<Limit> limits,
    boolean needsMemory,
    boolean supporting,
    String words,
    Look look) {

  Signal {
    limits = List.copyOf(limits);
  }

  /** A signal that is on, of the touch alone. */
  static Signal of(
      String id, Family family, ReasonGroup group, int points, String words, Look look) {
    return new Signal(id, family, group, points, Mode.ON, List.of(), false, false, words, look);
  }

  Signal with(Limit... values) {
    return new Signal(
        id, family, group, points, mode, List.of(values), needsMemory, supporting, words, look);
  }

  Signal fromMemory() {
    return new Signal(id, family, group, points, mode, limits, true, supporting, words, look);
  }

  Signal thatSupports() {
    return new Signal(id, family, group, points, mode, limits, needsMemory, true, words, look);
  }

  /** The signal, noted without effect until somebody switches it on. */
  Signal thatIsNoted() {
    return new Signal(
        id, family, group, points, Mode.MONITOR, limits, needsMemory, supporting, words, look);
  }

  /** Looks at a touch; a pure function. */
  @FunctionalInterface
  interface Look {

    /** What it found; null when nothing speaks against the touch. */
    @Nullable Finding at(Sighting sighting, int points, long[] limits);
  }
}
