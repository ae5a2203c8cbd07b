package io.tributary.rule;

/** What a rule decides, and with it which facts its expression may name. */
public enum RuleKind {
  /**
   * Whether a conversion earns: {@code conversion}, {@code affiliate}, {@code campaign}, {@code
   * credit}.
   */
  COMMISSION
}
