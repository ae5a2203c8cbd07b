package io.tributary.attribution.web;

import io.tributary.attribution.model.report.Limits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What evaluations of paths may take.
 *
 * @param concurrency evaluations at a time, per process; one of them per user
 * @param maxBytes of a file
 * @param maxChannels distinct names in a file, at most 4,096
 * @param maxPaths distinct paths kept of a file, about 200 bytes of memory each; models that need
 *     no path twice keep none
 * @param maxStates of a Markov chain, about 1 kB of memory each
 * @param timeLimit from the request to the answer, the upload included
 */
@ConfigurationProperties("tributary.attribution.evaluate")
record EvaluateSettings(
    @DefaultValue("2") int concurrency,
    @DefaultValue("1GB") DataSize maxBytes,
    @DefaultValue("1000") int maxChannels,
    @DefaultValue("500000") int maxPaths,
    @DefaultValue("50000") int maxStates,
    @DefaultValue("5m") Duration timeLimit) {

  /** Most are shorter; a file of long ones meets the limit of paths earlier. */
  private static final int TOUCHES_PER_PATH = 32;

  private static final int MOST_PATHS = 10_000_000;

  EvaluateSettings {
    if (concurrency < 1 || maxBytes.toBytes() < 1 || !timeLimit.isPositive()) {
      throw new IllegalArgumentException("tributary.attribution.evaluate.* must be positive");
    }
    if (maxPaths > MOST_PATHS) {
      throw new IllegalArgumentException(
          "tributary.attribution.evaluate.max-paths must be at most " + MOST_PATHS);
    }
  }

  /** Checked at start: limits that cannot be are refused. */
  Limits limits() {
    return new Limits(maxPaths, maxPaths * TOUCHES_PER_PATH, maxChannels, maxStates);
  }
}
