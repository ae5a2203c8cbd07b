package io.tributary.tracking.event;

import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.tracking.input.Sent.Warning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether one event of a batch is taken. */
public sealed interface EventDecision {

  /** What the sender calls the kind of event; {@code unknown} when it is none. */
  String type();

  /** As sent; null when the sender gave none that can be used. */
  @Nullable String sentEventId();

  /**
   * It is recorded.
   *
   * @param binding that the visitor is this customer, where a conversion says so as well
   * @param warnings what was sent and has no effect
   */
  record Accepted(
      String type,
      @Nullable String sentEventId,
      TrackingEvent event,
      @Nullable Identified binding,
      List<Warning> warnings)
      implements EventDecision {

    public Accepted {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * It is not.
   *
   * @param problems at least one
   */
  record Refused(String type, @Nullable String sentEventId, List<Problem> problems)
      implements EventDecision {

    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
