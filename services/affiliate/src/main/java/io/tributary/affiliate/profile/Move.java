package io.tributary.affiliate.profile;

import io.tributary.contract.directory.AffiliateSnapshot.Status;

/** A decision on an affiliate, and the states in which it can be taken. */
public enum Move {
  APPROVE(Status.APPROVED, "affiliate.approved"),
  REJECT(Status.REJECTED, "affiliate.rejected"),
  /** Final: nobody lifts a ban alone. */
  BAN(Status.BANNED, "affiliate.banned");

  private final Status to;
  private final String action;

  Move(Status to, String action) {
    this.to = to;
    this.action = action;
  }

  public Status to() {
    return to;
  }

  /** Its name in the audit log. */
  public String action() {
    return action;
  }

  public boolean isAllowedFrom(Status status) {
    return switch (this) {
      case APPROVE -> status == Status.PENDING || status == Status.REJECTED;
      case REJECT -> status == Status.PENDING;
      case BAN -> status != Status.BANNED;
    };
  }
}
