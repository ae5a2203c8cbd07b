package io.tributary.simulation.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps everything in memory, for a check at the end. */
public final class MemorySink implements Sink {

  private final Map<Long, Attempt> attempts = new ConcurrentHashMap<>();
  private final Map<Long, Outcome> outcomes = new ConcurrentHashMap<>();

  @Override
  public void intent(Attempt attempt) {
    attempts.put(attempt.number(), attempt);
  }

  @Override
  public void result(Attempt attempt, Outcome outcome) {
    outcomes.put(attempt.number(), outcome);
  }

  /** By number. */
  public Map<Long, Attempt> attempts() {
    return Map.copyOf(attempts);
  }

  /** By the attempt's number; attempts under way have none. */
  public Map<Long, Outcome> outcomes() {
    return Map.copyOf(outcomes);
  }
}
