package io.tributary.reward.ledger;

/** The ledger does not take a posting; nothing of its transaction holds. */
public final class PostingRefused extends RuntimeException {

  /** A key was used before with other content. */
  public static final String KEY_REUSED = "22023";

  private final String sqlState;

  public PostingRefused(String sqlState, String message) {
    super(message);
    this.sqlState = sqlState;
  }

  /** In the database's own terms. */
  public String sqlState() {
    return sqlState;
  }
}
