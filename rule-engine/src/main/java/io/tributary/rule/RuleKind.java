package io.tributary.rule;

/** What a rule decides, and with it which facts its expression may name and what it answers. */
public enum RuleKind {
  /**
   * Whether a conversion earns, as a bool: {@code conversion}, {@code affiliate}, {@code campaign},
   * {@code credit}.
   */
  COMMISSION,

  /**
   * Whether an attribution rule applies to a touch, as a bool: {@code touch}, {@code conversion},
   * {@code customer}, {@code journey}.
   */
  ATTRIBUTION,

  /** What a touch weighs in a custom model, as a double: the facts of {@link #ATTRIBUTION}. */
  WEIGHT
}
