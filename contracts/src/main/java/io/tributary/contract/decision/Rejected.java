package io.tributary.contract.decision;

import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * The conversion does not count, for a reason that lies in the conversion.
 *
 * @param reason a code, for example {@code window_exceeded}
 */
public record Rejected(
    String decisionId,
    TenantId tenantId,
    ConversionId conversionId,
    int revision,
    Subject subject,
    Instant decidedAt,
    Ground ground,
    String reason,
    List<TraceStep> trace)
    implements Decision {

  public Rejected {
    ground = ground == null ? Ground.UNTOLD : ground;
    trace = List.copyOf(trace);
  }

  /** A decision that says nothing of what it rests on. */
  public Rejected(
      String decisionId,
      TenantId tenantId,
      ConversionId conversionId,
      int revision,
      Subject subject,
      Instant decidedAt,
      String reason,
      List<TraceStep> trace) {
    this(
        decisionId,
        tenantId,
        conversionId,
        revision,
        subject,
        decidedAt,
        Ground.UNTOLD,
        reason,
        trace);
  }
}
