package io.tributary.tracking.refusal;

import io.tributary.contract.tracking.Refused;

/** Records what was refused. Does not hold up the answer; a refusal that is lost is counted. */
@FunctionalInterface
public interface RefusalSink {

  void record(Refused refused);
}
