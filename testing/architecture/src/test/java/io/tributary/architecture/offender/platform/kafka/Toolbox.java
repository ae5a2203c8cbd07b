package io.tributary.architecture.offender.platform.kafka;

import io.tributary.architecture.offender.tracking.click.ClickCounter;

/** A toolbox that knows a business word. */
public final class Toolbox {

  ClickCounter counter() {
    return new ClickCounter();
  }
}
