package io.tributary.campaign.web;

import io.tributary.campaign.terms.Checked;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.FieldProblem;
import java.util.List;

/** Checked input as the API takes it. */
final class Inputs {

  private Inputs() {}

  /**
   * The value that was accepted.
   *
   * @throws ApiProblem 422, field by field
   */
  static <T> T accepted(Checked<T> checked) {
    return switch (checked) {
      case Checked.Accepted<T>(T value) -> value;
      case Checked.Refused<T>(List<FieldProblem> problems) ->
          throw ApiProblem.unprocessable(problems);
    };
  }
}
