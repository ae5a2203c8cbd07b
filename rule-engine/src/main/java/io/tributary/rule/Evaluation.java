package io.tributary.rule;

/** What a rule says of facts. */
public sealed interface Evaluation {

  record Applies() implements Evaluation {}

  record DoesNotApply() implements Evaluation {}

  /**
   * It has no answer for these facts.
   *
   * @param reason for people, for example a division by zero or a limit that was reached
   */
  record Failed(String reason) implements Evaluation {}
}
