package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;

/**
 * A part of the visitors: those who meet every condition. Without conditions everybody.
 *
 * @param conditions at most one per dimension and direction
 */
public record Audience(List<Condition> conditions) {

  /** Everybody. */
  public static final Audience EVERYBODY = new Audience(List.of());

  public Audience {
    conditions = List.copyOf(conditions);
  }

  /**
   * The visitor's value in a dimension is one of these, or none of them. A value that is not known
   * is none of them.
   *
   * @param excluded turns the condition round
   * @param values as {@link Dimension} says
   */
  public record Condition(Dimension dimension, boolean excluded, Set<String> values) {

    public Condition {
      values = Set.copyOf(values);
    }
  }

  /** What visitors are told apart by. */
  public enum Dimension {
    /** ISO 3166-1 alpha-2, upper case. */
    @JsonProperty("country")
    COUNTRY,
    /** As in {@link io.tributary.contract.tracking.Traits}. */
    @JsonProperty("device")
    DEVICE,
    @JsonProperty("os")
    OS,
    @JsonProperty("browser")
    BROWSER,
    /** ISO 639-1 of the most wanted language, lower case. */
    @JsonProperty("language")
    LANGUAGE,
    /** The affiliate's traffic source. */
    @JsonProperty("source")
    SOURCE,
    @JsonProperty("sub1")
    SUB1,
    @JsonProperty("sub2")
    SUB2,
    @JsonProperty("sub3")
    SUB3,
    @JsonProperty("sub4")
    SUB4,
    @JsonProperty("sub5")
    SUB5
  }
}
