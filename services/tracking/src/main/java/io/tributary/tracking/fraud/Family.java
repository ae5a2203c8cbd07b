package io.tributary.tracking.fraud;

/** Signals that measure the same thing; of a family only the heaviest counts. */
public enum Family {
  AGENT(0),
  NETWORK(1),
  DUPLICATE(2),
  VELOCITY(3),
  TIMING(4),
  GEO(5),
  REFERRER(6),
  IDENTITY(7),
  SELF_REFERRAL(8);

  private final int column;

  Family(int column) {
    this.column = column;
  }

  /** Its place in tables, from 0. */
  int column() {
    return column;
  }
}
