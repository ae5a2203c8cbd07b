package io.tributary.contract.decision;

import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;
import java.util.List;

/** No touch leads to the conversion; nobody earns. */
public record Unattributed(
    String decisionId,
    TenantId tenantId,
    ConversionId conversionId,
    int revision,
    Subject subject,
    Instant decidedAt,
    List<TraceStep> trace)
    implements Decision {

  public Unattributed {
    trace = List.copyOf(trace);
  }
}
