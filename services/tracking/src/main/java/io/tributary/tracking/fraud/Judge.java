package io.tributary.tracking.fraud;

import io.tributary.contract.tracking.Judgement;
import io.tributary.tracking.click.Arrival;
import io.tributary.tracking.session.Session;

/** Judges touches by what is known at once; never blocks. */
public interface Judge {

  /** Has nothing against anybody. */
  Judge NONE =
      new Judge() {
        @Override
        public Judgement click(Arrival arrival, Session session) {
          return Judgement.NONE;
        }

        @Override
        public Judgement impression(Arrival arrival) {
          return Judgement.NONE;
        }

        @Override
        public Judgement reported(ReportedTouch touch) {
          return Judgement.NONE;
        }
      };

  Judgement click(Arrival arrival, Session session);

  /** Judges by what does not need a look at earlier touches. */
  Judgement impression(Arrival arrival);

  /** Judges by what does not need a look at earlier touches. */
  Judgement reported(ReportedTouch touch);
}
