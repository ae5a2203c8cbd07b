package io.tributary.contract.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a touch, and why. Every touch has exactly one class.
 *
 * @param verdict what the signals together say
 * @param reason why it is not billable, as a code: a signal's reason group, or for example {@code
 *     capped}, {@code targeting}, {@code campaign_paused}, {@code prefetch}; null when it is
 * @param score 0 to 100
 * @param signals what spoke against it, those that are only monitored included
 * @param deferred signals that could not be measured then and are left to the stream
 * @param rules the version of the thresholds
 * @param data the version of the lists
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Judgement(
    @JsonProperty("class") TouchClass touchClass,
    Verdict verdict,
    @Nullable String reason,
    @JsonSetter(nulls = Nulls.AS_EMPTY) int score,
    List<Signal> signals,
    List<String> deferred,
    @Nullable String rules,
    @Nullable String data) {

  /** Nobody judged it: it was reported by a server, or before touches were judged. */
  public static final Judgement NONE =
      new Judgement(TouchClass.UNIQUE, Verdict.ACCEPT, null, 0, List.of(), List.of(), null, null);

  public Judgement {
    touchClass = touchClass == null ? TouchClass.UNIQUE : touchClass;
    verdict = verdict == null ? Verdict.ACCEPT : verdict;
    signals = signals == null ? List.of() : List.copyOf(signals);
    deferred = deferred == null ? List.of() : List.copyOf(deferred);
  }

  /** Whether the touch may earn and take part in attribution. */
  public boolean mayEarn() {
    return touchClass != TouchClass.INVALID;
  }

  /** The class that reports count a touch in. */
  public enum TouchClass {
    @JsonProperty("unique")
    UNIQUE,
    /** The same visitor followed the same link a short while before. */
    @JsonProperty("duplicate")
    DUPLICATE,
    @JsonProperty("invalid")
    INVALID
  }

  /** What the signals together say. */
  public enum Verdict {
    @JsonProperty("accept")
    ACCEPT,
    @JsonProperty("review")
    REVIEW,
    @JsonProperty("reject")
    REJECT,
    @JsonProperty("duplicate")
    DUPLICATE
  }

  /**
   * One thing that spoke against a touch.
   *
   * @param id for example {@code ua_bot}
   * @param points what it weighs
   * @param monitored it was noted and does not count
   * @param values what was measured
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Signal(
      String id,
      @JsonSetter(nulls = Nulls.AS_EMPTY) int points,
      @JsonSetter(nulls = Nulls.AS_EMPTY) boolean monitored,
      Map<String, String> values) {

    public Signal {
      values = values == null ? Map.of() : Map.copyOf(values);
    }
  }
}
