package io.tributary.reward.ledger;

/** Why money moves: the rows of the posting table. */
public enum PostingEvent {
  /** E1: a conversion earns. */
  ACCRUE("accrue"),
  /** E2: rejected before approval. */
  REJECT("reject"),
  /** E3 while held, E11 after approval: taken back. */
  CLAWBACK("clawback"),
  /** E4: the hold is over. */
  APPROVE("approve"),
  /** E6: a payout is created. */
  PAYOUT_RESERVE("payout.reserve"),
  /** E7: the gateway debited us. */
  PAYOUT_DEBIT("payout.debit"),
  /** E7f: the payout failed, the money never left. */
  PAYOUT_FAIL("payout.fail"),
  /** E7c: canceled before it was sent. */
  PAYOUT_CANCEL("payout.cancel"),
  /** E8: the money came back. */
  PAYOUT_RETURN("payout.return"),
  /** E12: later earnings pay what the affiliate owes. */
  RECOUP("recoup");

  private final String label;

  PostingEvent(String label) {
    this.label = label;
  }

  /** As the ledger and its exports name it. */
  public String label() {
    return label;
  }
}
