package io.tributary.tracking.refusal;

import io.tributary.contract.tracking.Refused.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one input, field by field. */
public final class Problems {

  private final List<Problem> found = new ArrayList<>();

  /** Adds a problem of a field; an empty field name stands for the whole input. */
  public void add(String field, String code, String message) {
    found.add(new Problem(field, code, message));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public List<Problem> all() {
    return List.copyOf(found);
  }
}
