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
    Ground ground,
    List<TraceStep> trace)
    implements Decision {

  public Unattributed {
    ground = ground == null ? Ground.UNTOLD : ground;
    trace = List.copyOf(trace);
  }

  /** A decision that says nothing of what it rests on. */
  public Unattributed(
      String decisionId,
      TenantId tenantId,
      ConversionId conversionId,
      int revision,
      Subject subject,
      Instant decidedAt,
      List<TraceStep> trace) {
    this(decisionId, tenantId, conversionId, revision, subject, decidedAt, Ground.UNTOLD, trace);
  }
}
