package io.tributary.contract.decision;

import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * The conversion is credited to these touches, oldest first.
 *
 * @param revision 1 for the first decision
 */
public record Attributed(
    String decisionId,
    TenantId tenantId,
    ConversionId conversionId,
    int revision,
    Subject subject,
    Instant decidedAt,
    Ground ground,
    AttributionTerms.Model model,
    List<Credit> credits,
    List<TraceStep> trace)
    implements Decision {

  /** What the credits of one decision sum to. */
  public static final int WHOLE_PPM = 1_000_000;

  public Attributed {
    ground = ground == null ? Ground.UNTOLD : ground;
    credits = List.copyOf(credits);
    trace = List.copyOf(trace);
    int sum = credits.stream().mapToInt(Credit::ppm).sum();
    if (sum != WHOLE_PPM) {
      throw new IllegalArgumentException("credits sum to " + sum + " ppm");
    }
  }

  /** A decision that says nothing of what it rests on. */
  public Attributed(
      String decisionId,
      TenantId tenantId,
      ConversionId conversionId,
      int revision,
      Subject subject,
      Instant decidedAt,
      AttributionTerms.Model model,
      List<Credit> credits,
      List<TraceStep> trace) {
    this(
        decisionId,
        tenantId,
        conversionId,
        revision,
        subject,
        decidedAt,
        Ground.UNTOLD,
        model,
        credits,
        trace);
  }
}
