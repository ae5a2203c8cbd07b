package io.tributary.simulation.http;

/** The API refused a request, or did not answer. */
public final class ApiFailure extends RuntimeException {

  private final int status;

  /**
   * A failure.
   *
   * @param status of the answer, 0 without one
   */
  ApiFailure(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
