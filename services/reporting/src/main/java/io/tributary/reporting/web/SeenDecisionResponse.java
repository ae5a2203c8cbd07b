package io.tributary.reporting.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Rejected;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.decision.Unattributed;
import io.tributary.platform.http.Words;
import io.tributary.reporting.debugger.Masking;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a conversion or refund, and why.
 *
 * @param reason why it was rejected or superseded, or of the refund
 * @param credits who shares it, oldest touch first
 * @param trace how it came to be
 */
record SeenDecisionResponse(
    @Schema(
            allowableValues = {
              "attributed",
              "unattributed",
              "rejected",
              "duplicate",
              "superseded",
              "refunded"
            })
        String outcome,
    Instant decidedAt,
    @Nullable String reason,
    List<SeenCredit> credits,
    List<SeenStep> trace) {

  SeenDecisionResponse {
    credits = List.copyOf(credits);
    trace = List.copyOf(trace);
  }

  /** The share of one touch, in parts per million. */
  record SeenCredit(
      String affiliateId, @Words(Credit.Touch.class) String touch, Instant touchedAt, int ppm) {

    static SeenCredit of(Credit credit) {
      return new SeenCredit(
          credit.affiliateId().value(),
          SeenEventResponse.word(credit.touch()),
          credit.touchedAt(),
          credit.ppm());
    }
  }

  /** One step of the decision, as a sentence. */
  record SeenStep(String step, String outcome, String text) {

    static SeenStep of(TraceStep step) {
      return new SeenStep(step.step(), step.outcome(), Masking.text(step.text()));
    }
  }

  static SeenDecisionResponse of(Decision decision) {
    return switch (decision) {
      case Attributed attributed ->
          new SeenDecisionResponse(
              "attributed",
              attributed.decidedAt(),
              null,
              attributed.credits().stream().map(SeenCredit::of).toList(),
              steps(attributed.trace()));
      case Unattributed unattributed -> bare("unattributed", decision, null, unattributed.trace());
      case Rejected rejected -> bare("rejected", decision, rejected.reason(), rejected.trace());
      case Duplicate duplicate -> bare("duplicate", decision, null, duplicate.trace());
      case Superseded superseded -> bare("superseded", decision, superseded.reason(), List.of());
      case Refunded refunded -> bare("refunded", decision, refunded.reason(), List.of());
    };
  }

  private static SeenDecisionResponse bare(
      String outcome, Decision decision, @Nullable String reason, List<TraceStep> trace) {
    return new SeenDecisionResponse(outcome, decision.decidedAt(), reason, List.of(), steps(trace));
  }

  private static List<SeenStep> steps(List<TraceStep> trace) {
    return trace.stream().map(SeenStep::of).toList();
  }
}
