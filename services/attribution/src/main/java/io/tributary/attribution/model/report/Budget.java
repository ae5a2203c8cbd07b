package io.tributary.attribution.model.report;

/** How long a report may calculate; asked again and again while it does. */
@FunctionalInterface
public interface Budget {

  /** For work that may take what it takes. */
  Budget UNLIMITED = () -> {};

  /**
   * Goes on while there is time.
   *
   * @throws LimitExceeded with {@link LimitExceeded.Limit#TIME} when it is over
   */
  void check();
}
