package io.tributary.contract.decision;

import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * The same conversion was reported again; the earlier decision stands.
 *
 * @param revision of the decision that stands
 * @param subject the repeat, not the first report
 */
public record Duplicate(
    String decisionId,
    TenantId tenantId,
    ConversionId conversionId,
    int revision,
    Subject subject,
    Instant decidedAt,
    List<TraceStep> trace)
    implements Decision {

  public Duplicate {
    trace = List.copyOf(trace);
  }
}
