package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * How a campaign's conversions are attributed.
 *
 * @param clickWindow how long a click counts, both ends included
 * @param viewWindow how long an impression counts; zero switches views off
 */
public record AttributionTerms(Model model, Duration clickWindow, Duration viewWindow) {

  /** Which touches share the credit. */
  public enum Model {
    @JsonProperty("last")
    LAST,
    @JsonProperty("first")
    FIRST,
    @JsonProperty("linear")
    LINEAR
  }
}
