package io.tributary.attribution.conversion;

import io.tributary.attribution.journey.AttributionDecision;
import io.tributary.attribution.journey.AttributionDecision.Credited;
import io.tributary.attribution.journey.AttributionDecision.Nobody;
import io.tributary.attribution.journey.AttributionDecision.Refused;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Ground;
import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.contract.tracking.ConversionReceived;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one report of a conversion would lead to, were it the first.
 *
 * @param ground what it rests on
 * @param model null where nobody is credited
 * @param credits empty where nobody is credited
 * @param rejection a code; null where the report counts
 */
public record Proposal(
    ConversionReceived report,
    Instant decidedAt,
    Ground ground,
    @Nullable Model model,
    List<Credit> credits,
    @Nullable String rejection,
    List<TraceStep> trace) {

  public Proposal {
    ground = ground == null ? Ground.UNTOLD : ground;
    credits = List.copyOf(credits);
    trace = List.copyOf(trace);
  }

  Proposal on(Ground other) {
    return new Proposal(report, decidedAt, other, model, credits, rejection, trace);
  }

  /** The proposal that a settled decision makes. */
  public static Proposal of(
      ConversionReceived report, AttributionDecision.Settled settled, Ground.Cause cause) {
    Ground ground = new Ground(cause, settled.key(), settled.termsVersion(), null);
    return switch (settled) {
      case Credited credited ->
          new Proposal(
              report,
              credited.decidedAt(),
              ground,
              credited.model(),
              credited.credits(),
              null,
              credited.trace());
      case Nobody nobody ->
          new Proposal(report, nobody.decidedAt(), ground, null, List.of(), null, nobody.trace());
      case Refused refused ->
          new Proposal(
              report,
              refused.decidedAt(),
              ground,
              null,
              List.of(),
              refused.reason(),
              refused.trace());
    };
  }
}
