package io.tributary.architecture.offender.reward.ledger;

import io.tributary.architecture.offender.tracking.click.ClickCounter;

/** A service that knows another, and counts money in floating point. */
final class KnowsAnotherService {

  private final ClickCounter counter = new ClickCounter();

  double total() {
    return counter.count();
  }
}
