package io.tributary.rule;

/** What a rule says that a touch weighs. */
public sealed interface Weight {

  /** Not negative and at most {@link RuleEngine#MAX_WEIGHT}. */
  record Of(double value) implements Weight {}

  /**
   * It has no weight that can be used: the expression failed, or its answer is negative, too large
   * or no number.
   *
   * @param reason for people
   */
  record Unusable(String reason) implements Weight {}
}
