package io.tributary.tracking.visitor;

import java.util.random.RandomGenerator;

/** Where new visitors come from. */
public final class VisitorSource {

  private final RandomGenerator random;

  /**
   * A source.
   *
   * @param random cannot be predicted, and may be used by several threads
   */
  public VisitorSource(RandomGenerator random) {
    this.random = random;
  }

  /** A visitor not seen before. */
  public VisitorId next() {
    byte[] bytes = new byte[VisitorId.BYTES];
    random.nextBytes(bytes);
    return VisitorId.of(bytes);
  }

  /** What tells apart a visitor's clicks of one moment. */
  public int nonce() {
    return random.nextInt();
  }
}
