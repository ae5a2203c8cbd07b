package io.tributary.reward.payout;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.PayoutRunId;
import io.tributary.reward.ledger.PayoutAmounts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money to be paid to one affiliate.
 *
 * @param account the recipient as the gateway names it
 * @param reference the gateway's own id of the transfer
 * @param debitedAt when the gateway took it from us
 */
public record Payout(
    PayoutId id,
    PayoutRunId runId,
    AffiliateId affiliateId,
    String gateway,
    String account,
    PayoutAmounts amounts,
    PayoutStatus status,
    @Nullable String reference,
    @Nullable String failure,
    Instant createdAt,
    @Nullable Instant debitedAt,
    @Nullable Instant settledAt) {}
