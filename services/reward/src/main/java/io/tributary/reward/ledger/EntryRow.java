package io.tributary.reward.ledger;

import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger with its transaction.
 *
 * @param key the transaction's idempotency key
 * @param account the account's code
 * @param guarded whether the account may not be overdrawn
 * @param amount debit positive
 */
public record EntryRow(
    long txnId,
    int line,
    String event,
    String key,
    String account,
    boolean guarded,
    Money amount,
    Instant effectiveAt,
    Instant recordedAt,
    @Nullable CommissionId commissionId,
    @Nullable PayoutId payoutId) {}
