package io.tributary.tracking.fraud;

import io.tributary.contract.tracking.Judgement;
import io.tributary.tracking.click.Arrival;
import io.tributary.tracking.session.Session;

/** Judges touches by what is known at once. */
@FunctionalInterface
public interface Judge {

  /** Has nothing against anybody. */
  Judge NONE = (arrival, session) -> Judgement.NONE;

  /** The judgement; never blocks. */
  Judgement judge(Arrival arrival, Session session);
}
