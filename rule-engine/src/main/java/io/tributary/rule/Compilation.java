package io.tributary.rule;

import java.util.List;

/** What became of an expression. */
public sealed interface Compilation {

  /** It is a rule. */
  record Compiled(CompiledRule rule) implements Compilation {}

  /** It is none, for these reasons: at least one. */
  record Invalid(List<RuleProblem> problems) implements Compilation {

    public Invalid {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("an invalid expression has a problem");
      }
    }
  }
}
