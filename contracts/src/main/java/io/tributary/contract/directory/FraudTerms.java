package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How touches are judged where it differs from the product's defaults; a campaign's word counts
 * before its tenant's.
 *
 * @param monitored everything is scored and nothing has an effect; null as the tenant has it
 * @param reviewFrom score from which a touch is looked at
 * @param rejectFrom score from which it is rejected, above {@code reviewFrom}
 * @param signals by id
 */
public record FraudTerms(
    @Nullable Boolean monitored,
    @Nullable Integer reviewFrom,
    @Nullable Integer rejectFrom,
    Map<String, SignalTerms> signals) {

  /** As the product has it. */
  public static final FraudTerms DEFAULT = new FraudTerms(null, null, null, Map.of());

  public FraudTerms {
    signals = Map.copyOf(signals);
  }

  /**
   * How one signal is used.
   *
   * @param points 0 to 100; null for the default
   * @param thresholds by name, as the signal documents them
   */
  public record SignalTerms(
      @Nullable Mode mode, @Nullable Integer points, Map<String, Long> thresholds) {

    public SignalTerms {
      thresholds = Map.copyOf(thresholds);
    }
  }

  /** Whether a signal counts. */
  public enum Mode {
    @JsonProperty("on")
    ON,
    /** It is noted and does not count. */
    @JsonProperty("monitor")
    MONITOR,
    @JsonProperty("off")
    OFF
  }
}
