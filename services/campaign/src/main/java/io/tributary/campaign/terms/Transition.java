package io.tributary.campaign.terms;

import io.tributary.contract.directory.CampaignSnapshot.Status;

/** A step in a campaign's life, and the states in which it can be taken. */
public enum Transition {
  ACTIVATE(Status.ACTIVE, "campaign.activated"),
  PAUSE(Status.PAUSED, "campaign.paused"),
  /** Final. */
  ARCHIVE(Status.ARCHIVED, "campaign.archived");

  private final Status to;
  private final String action;

  Transition(Status to, String action) {
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
      case ACTIVATE -> status == Status.DRAFT || status == Status.PAUSED;
      case PAUSE -> status == Status.ACTIVE;
      case ARCHIVE -> status == Status.DRAFT || status == Status.PAUSED;
    };
  }
}
