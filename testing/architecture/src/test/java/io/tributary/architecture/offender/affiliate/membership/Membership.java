package io.tributary.architecture.offender.affiliate.membership;

import io.tributary.architecture.offender.affiliate.application.Application;

/** Half of a cycle. */
public final class Membership {

  Application application() {
    return new Application();
  }
}
