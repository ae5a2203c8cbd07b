package io.tributary.contract.decision;

import java.util.Map;

/**
 * One step of a decision, in words and in data.
 *
 * @param step what was looked at, for example {@code window}
 * @param outcome what came of it, for example {@code inside}
 * @param text a sentence for people
 * @param data the values behind it
 */
public record TraceStep(String step, String outcome, String text, Map<String, String> data) {

  public TraceStep {
    data = Map.copyOf(data);
  }
}
