package io.tributary.reward.commission;

import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last decision about a conversion, and what was refunded of it.
 *
 * @param revision of the last decision
 * @param refunded so far, in the order's minor units
 * @param refundId the last refund
 */
public record ConversionState(
    ConversionId id,
    CampaignId campaignId,
    int revision,
    Money total,
    long refunded,
    @Nullable String refundId,
    Instant occurredAt,
    String explanation) {}
