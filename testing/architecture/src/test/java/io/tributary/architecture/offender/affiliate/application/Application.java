package io.tributary.architecture.offender.affiliate.application;

import io.tributary.architecture.offender.affiliate.membership.Membership;

/** The other half. */
public final class Application {

  Membership membership() {
    return new Membership();
  }
}
