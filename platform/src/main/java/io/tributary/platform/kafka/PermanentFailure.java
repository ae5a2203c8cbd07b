package io.tributary.platform.kafka;

import org.jspecify.annotations.Nullable;

/** A record that no retry will make processable. */
public final class PermanentFailure extends RuntimeException {

  private final int index;
  private final String code;

  /**
   * A failure of one record.
   *
   * @param index of the record in its batch
   * @param code a short reason for the dead letter
   */
  public PermanentFailure(int index, String code, String message) {
    this(index, code, message, null);
  }

  /** The same, with what caused it. */
  public PermanentFailure(int index, String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.index = index;
    this.code = code;
  }

  public int index() {
    return index;
  }

  public String code() {
    return code;
  }
}
