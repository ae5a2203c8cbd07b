package io.tributary.tracking.conversion;

import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.input.Sent.Warning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a reported conversion. */
public sealed interface ConversionDecision {

  /**
   * It is recorded.
   *
   * @param binding that the visitor is this customer; null when the report does not say so
   * @param warnings what was sent and has no effect
   */
  record Accepted(ConversionReceived event, @Nullable Identified binding, List<Warning> warnings)
      implements ConversionDecision {

    public Accepted {
      warnings = List.copyOf(warnings);
    }
  }

  /** It does not count, or no longer: all of it goes back. */
  record TakenBack(RefundReceived event) implements ConversionDecision {}

  /**
   * It is not.
   *
   * @param cause how the sender is to understand it
   * @param tenantId null when the sender did not show whose it is
   * @param problems at least one
   */
  record Refused(Cause cause, @Nullable TenantId tenantId, List<Problem> problems)
      implements ConversionDecision {

    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /** The kinds of refusal. */
  enum Cause {
    /** Nothing was shown that allows it. */
    NOT_AUTHENTICATED,
    /** What was shown does not allow it. */
    NOT_ALLOWED,
    /** It cannot be used as it is. */
    INVALID,
    /** Its status is one that changes nothing. */
    IGNORED
  }
}
