package io.tributary.reporting.performance;

/**
 * Clicks by class; every click has exactly one.
 *
 * @param duplicate the same visitor followed the same link a short while before
 * @param invalid those that never earn
 * @param bot what of the invalid ones was automatic
 */
public record Clicks(long unique, long duplicate, long invalid, long bot) {

  public static final Clicks NONE = new Clicks(0, 0, 0, 0);
  static final Clicks ONE_UNIQUE = new Clicks(1, 0, 0, 0);
  static final Clicks ONE_DUPLICATE = new Clicks(0, 1, 0, 0);
  static final Clicks ONE_INVALID = new Clicks(0, 0, 1, 0);
  static final Clicks ONE_BOT = new Clicks(0, 0, 1, 1);

  /** What rates and earnings per click are counted on. */
  public long valid() {
    return unique + duplicate;
  }

  /** All of them. */
  public long gross() {
    return valid() + invalid;
  }

  Clicks plus(Clicks other) {
    return new Clicks(
        Math.addExact(unique, other.unique),
        Math.addExact(duplicate, other.duplicate),
        Math.addExact(invalid, other.invalid),
        Math.addExact(bot, other.bot));
  }

  Clicks negated() {
    return new Clicks(-unique, -duplicate, -invalid, -bot);
  }
}
