package io.tributary.tracking.conversion;

import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Refused.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a reported conversion is taken. */
public sealed interface ConversionDecision {

  /** It is recorded. */
  record Accepted(ConversionReceived event) implements ConversionDecision {}

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
    INVALID
  }
}
