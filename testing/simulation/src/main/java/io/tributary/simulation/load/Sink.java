package io.tributary.simulation.load;

/** Takes down what was tried and what became of it. Called by many threads. */
public interface Sink {

  /** Before the request is sent. */
  void intent(Attempt attempt);

  /** After its answer, or the lack of one. */
  void result(Attempt attempt, Outcome outcome);
}
