package io.tributary.architecture.offender.rule;

import io.tributary.architecture.offender.affiliate.membership.Membership;

/** A rule engine that knows a service. */
final class KnowsAService {

  Membership membership() {
    return new Membership();
  }
}
