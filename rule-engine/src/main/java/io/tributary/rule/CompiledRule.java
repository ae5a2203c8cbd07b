package io.tributary.rule;

import dev.cel.runtime.CelRuntime;

/** An expression that was checked and can be evaluated; immutable and thread-safe. */
public final class CompiledRule {

  private final RuleKind kind;
  private final String expression;
  private final CelRuntime.Program program;

  CompiledRule(RuleKind kind, String expression, CelRuntime.Program program) {
    this.kind = kind;
    this.expression = expression;
    this.program = program;
  }

  public RuleKind kind() {
    return kind;
  }

  public String expression() {
    return expression;
  }

  CelRuntime.Program program() {
    return program;
  }

  @Override
  public String toString() {
    return expression;
  }
}
