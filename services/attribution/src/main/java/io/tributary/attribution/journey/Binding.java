package io.tributary.attribution.journey;

import io.tributary.contract.decision.Credit;
import io.tributary.contract.directory.AttributionTerms.Matching;
import java.time.Duration;
import java.time.Instant;

/**
 * The affiliate that a customer was won by, for sales without a touch that counts.
 *
 * @param credit the touch it was won with, or the coupon
 * @param boundAt when the conversion happened that bound it
 */
public record Binding(Credit credit, Instant boundAt) {

  /** Whether no later touch takes the customer over at that time. */
  public boolean isLocked(Matching matching, Instant at) {
    return switch (matching.binding()) {
      case LAST_CLICK_WINS -> false;
      case LOCK_FIRST -> true;
      case LOCK_FOR_DAYS -> at.isBefore(lockedUntil(matching));
    };
  }

  private Instant lockedUntil(Matching matching) {
    return boundAt.plus(Duration.ofDays(matching.lockDays() == null ? 0 : matching.lockDays()));
  }
}
