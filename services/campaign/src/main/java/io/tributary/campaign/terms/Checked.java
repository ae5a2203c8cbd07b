package io.tributary.campaign.terms;

import io.tributary.platform.http.FieldProblem;
import java.util.List;

/** What came of checking input. */
public sealed interface Checked<T> {

  record Accepted<T>(T value) implements Checked<T> {}

  /** At least one field cannot be accepted. */
  record Refused<T>(List<FieldProblem> problems) implements Checked<T> {

    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
