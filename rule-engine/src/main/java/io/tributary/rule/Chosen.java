package io.tributary.rule;

import io.tributary.contract.directory.CommissionRule;
import java.util.List;

/** Which commission rule decides, and what was said of each rule considered. */
public sealed interface Chosen {

  /** One sentence per rule considered, in the order of consideration. */
  List<String> explanation();

  /** This rule applies. */
  record Rule(CommissionRule rule, List<String> explanation) implements Chosen {

    public Rule {
      explanation = List.copyOf(explanation);
    }
  }

  /** No rule applies: nothing is earned. */
  record None(List<String> explanation) implements Chosen {

    public None {
      explanation = List.copyOf(explanation);
    }
  }
}
