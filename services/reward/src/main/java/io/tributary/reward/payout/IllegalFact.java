package io.tributary.reward.payout;

/** Payment told something of a payout that cannot be. */
public final class IllegalFact extends RuntimeException {

  private final String code;

  public IllegalFact(String code, String message) {
    super(message);
    this.code = code;
  }

  /** A short reason for the dead letter. */
  public String code() {
    return code;
  }
}
