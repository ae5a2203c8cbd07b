package io.tributary.tracking.refusal;

import io.tributary.contract.tracking.Refused.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one input: the first of each field. */
public final class Problems {

  private List<Problem> found = List.of();

  /**
   * Adds a problem of a field that has none yet; an empty field name stands for the whole input.
   */
  public void add(String field, String code, String message) {
    if (has(field)) {
      return;
    }
    if (found.isEmpty()) {
      found = new ArrayList<>(2);
    }
    found.add(new Problem(field, code, message));
  }

  /** Whether a problem of the field is known. */
  public boolean has(String field) {
    for (Problem problem : found) {
      if (problem.field().equals(field)) {
        return true;
      }
    }
    return false;
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public List<Problem> all() {
    return List.copyOf(found);
  }
}
