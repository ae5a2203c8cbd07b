package io.tributary.attribution.journey;

import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Ground.MatchKey;
import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.directory.AttributionTerms;
import java.time.Instant;
import java.util.List;

/** What came of looking for who earned a conversion. */
public sealed interface AttributionDecision {

  /** A decision that needs nothing more. */
  sealed interface Settled extends AttributionDecision {

    /**
     * When the last of the events that the decision rests on was received: the same whenever the
     * same log is processed, unlike the moment of deciding.
     */
    Instant decidedAt();

    /** By what the touches were found. */
    MatchKey key();

    /** Of the campaign's terms that were used; 0 where there were none. */
    int termsVersion();

    List<TraceStep> trace();
  }

  /** These touches share it, oldest first. */
  record Credited(
      AttributionTerms.Model model,
      List<Credit> credits,
      Instant decidedAt,
      MatchKey key,
      int termsVersion,
      List<TraceStep> trace)
      implements Settled {

    public Credited {
      credits = List.copyOf(credits);
      trace = List.copyOf(trace);
    }
  }

  /** Nobody led to it. */
  record Nobody(Instant decidedAt, int termsVersion, List<TraceStep> trace) implements Settled {

    public Nobody {
      trace = List.copyOf(trace);
    }

    @Override
    public MatchKey key() {
      return MatchKey.NONE;
    }
  }

  /** It does not count; the reason is a code. */
  record Refused(
      String reason, Instant decidedAt, MatchKey key, int termsVersion, List<TraceStep> trace)
      implements Settled {

    public Refused {
      trace = List.copyOf(trace);
    }
  }

  /** Something that the decision needs is not known yet. */
  record Wait(For what) implements AttributionDecision {

    /** What is missing. */
    public enum For {
      CAMPAIGN,
      PARTNERSHIP,
      CLICK
    }
  }

  /** Whether a decision may be put off. */
  enum Patience {
    CAN_WAIT,
    EXHAUSTED
  }
}
