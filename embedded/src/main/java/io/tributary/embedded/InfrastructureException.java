package io.tributary.embedded;

/**
 * The embedded servers cannot run; the message is one that can be shown to the operator as it is.
 */
public class InfrastructureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InfrastructureException(String message) {
    super(message);
  }

  public InfrastructureException(String message, Throwable cause) {
    super(message, cause);
  }
}
