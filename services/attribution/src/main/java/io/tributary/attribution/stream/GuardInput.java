package io.tributary.attribution.stream;

import io.tributary.attribution.conversion.Proposal;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.TrackingEvent;
import org.jspecify.annotations.Nullable;

/** What is sent on to the guard, keyed by conversion id: one of the two. */
record GuardInput(@Nullable Proposal proposal, @Nullable RefundReceived refund) {

  static GuardInput of(Proposal proposal) {
    return new GuardInput(proposal, null);
  }

  static GuardInput of(RefundReceived refund) {
    return new GuardInput(null, refund);
  }

  /** The event that it came of. */
  TrackingEvent source() {
    if (proposal != null) {
      return proposal.report();
    }
    if (refund != null) {
      return refund;
    }
    throw new IllegalStateException("neither a report nor a refund");
  }
}
