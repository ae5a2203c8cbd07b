package io.tributary.reward.payout;

import io.tributary.contract.id.PayoutRunId;
import io.tributary.contract.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Payouts of one gateway and currency that are approved together.
 *
 * @param total net of all its payouts
 */
public record PayoutRun(
    PayoutRunId id,
    RunStatus status,
    String gateway,
    int payoutCount,
    Money total,
    Instant createdAt,
    String createdBy,
    @Nullable Instant approvedAt,
    @Nullable String approvedBy) {}
