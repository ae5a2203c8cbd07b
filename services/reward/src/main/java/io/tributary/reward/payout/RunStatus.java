package io.tributary.reward.payout;

import java.util.Locale;

/** Where a payout run is. */
public enum RunStatus {
  DRAFT,
  /** Money is reserved, nobody has approved it. */
  PREPARED,
  /** Payment may pay. */
  APPROVED,
  /** Some payouts have moved. */
  RUNNING,
  /** Nothing is left to wait for. */
  DONE,
  HELD,
  CANCELED;

  /** As the API and the database name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static RunStatus of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
