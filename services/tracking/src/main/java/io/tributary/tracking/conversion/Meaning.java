package io.tributary.tracking.conversion;

import org.jspecify.annotations.Nullable;

/** What a sender's status of an order comes to. */
public enum Meaning {
  APPROVED,
  PENDING,
  HOLD,
  /** The order does not count, or no longer. */
  REJECTED,
  /** It changes nothing. */
  IGNORED;

  /** The meaning of a campaign's setting; null when it is none. */
  static @Nullable Meaning of(@Nullable String setting) {
    return switch (setting) {
      case "approved" -> APPROVED;
      case "pending" -> PENDING;
      case "hold" -> HOLD;
      case "rejected" -> REJECTED;
      case "ignore" -> IGNORED;
      case null -> null;
      default -> null;
    };
  }
}
