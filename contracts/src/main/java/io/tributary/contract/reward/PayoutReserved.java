package io.tributary.contract.reward;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.PayoutRunId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;
import java.time.Instant;

/**
 * Money is reserved and its run is approved: payment may pay it. Payment never acts without this.
 *
 * @param net what the recipient is to get
 * @param account the recipient as the gateway names it
 */
public record PayoutReserved(
    String eventId,
    TenantId tenantId,
    AffiliateId affiliateId,
    PayoutId payoutId,
    PayoutRunId runId,
    Money net,
    String gateway,
    String account,
    Instant at)
    implements RewardEvent {}
