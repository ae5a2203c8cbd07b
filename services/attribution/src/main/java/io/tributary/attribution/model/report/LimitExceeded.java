package io.tributary.attribution.model.report;

/** A report would take more than it may; nothing was left half done that could be read. */
public final class LimitExceeded extends RuntimeException {

  /** What there is too much of. */
  public enum Limit {
    /** Distinct paths, or touches of them in total. */
    PATHS,
    CHANNELS,
    /** Of a Markov chain, or transitions between them. */
    STATES,
    TIME
  }

  private final Limit limit;

  /** For the limit that was met. */
  public LimitExceeded(Limit limit) {
    super(limit.name(), null, false, false);
    this.limit = limit;
  }

  public Limit limit() {
    return limit;
  }
}
