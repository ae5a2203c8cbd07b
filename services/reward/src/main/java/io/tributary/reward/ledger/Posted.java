package io.tributary.reward.ledger;

/**
 * A transaction of the ledger.
 *
 * @param replayed it was there before with the same content
 */
public record Posted(long txnId, boolean replayed) {}
