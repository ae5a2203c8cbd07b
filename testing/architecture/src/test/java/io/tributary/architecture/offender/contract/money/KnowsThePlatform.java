package io.tributary.architecture.offender.contract.money;

import io.tributary.architecture.offender.platform.kafka.Toolbox;

/** A contract that knows more than itself. */
final class KnowsThePlatform {

  Toolbox toolbox() {
    return new Toolbox();
  }
}
