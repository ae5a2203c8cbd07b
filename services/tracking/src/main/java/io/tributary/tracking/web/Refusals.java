package io.tributary.tracking.web;

import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.Refused;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.refusal.RefusalSink;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what is refused and hands it on to be recorded. */
final class Refusals {

  private final RefusalSink sink;
  private final EdgeMetrics metrics;
  private final IdSource ids;
  private final InstantSource clock;

  Refusals(RefusalSink sink, EdgeMetrics metrics, IdSource ids, InstantSource clock) {
    this.sink = sink;
    this.metrics = metrics;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Takes a refusal.
   *
   * @param type of the event, for the count
   * @param problems at least one, whose first code is the reason
   * @param raw the input, masked
   */
  void record(
      Route route, String type, @Nullable TenantId tenant, List<Problem> problems, String raw) {
    String reason = problems.getFirst().code();
    metrics.refused(type, reason);
    sink.record(
        new Refused(
            ids.next(),
            tenant,
            route.source(),
            clock.instant(),
            reason,
            problems,
            Masking.cut(raw)));
  }
}
