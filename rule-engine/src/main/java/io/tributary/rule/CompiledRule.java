package io.tributary.rule;

import dev.cel.runtime.Program;
import java.util.Set;

/** An expression that was checked and can be evaluated; immutable and thread-safe. */
public final class CompiledRule {

  private final RuleKind kind;
  private final String expression;
  private final Set<String> names;
  private final Program program;

  CompiledRule(RuleKind kind, String expression, Set<String> names, Program program) {
    this.kind = kind;
    this.expression = expression;
    this.names = Set.copyOf(names);
    this.program = program;
  }

  public RuleKind kind() {
    return kind;
  }

  public String expression() {
    return expression;
  }

  /** Whether the expression names the variable, so that its answer may depend on it. */
  boolean names(String variable) {
    return names.contains(variable);
  }

  Program program() {
    return program;
  }

  @Override
  public String toString() {
    return expression;
  }
}
