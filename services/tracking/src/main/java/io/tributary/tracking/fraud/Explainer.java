package io.tributary.tracking.fraud;

import io.tributary.tracking.session.Session;

/** Explains how a touch is judged; never blocks. */
@FunctionalInterface
public interface Explainer {

  /**
   * The judgement and what each signal saw. Nothing is remembered of the touch.
   *
   * @param session what would be remembered of earlier touches
   */
  Evaluation evaluate(ReportedTouch touch, Session session);
}
