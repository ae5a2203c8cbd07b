package io.tributary.contract.decision;

import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money of the conversion went back to the customer. Who was credited does not change; what was
 * credited shrinks in proportion.
 *
 * @param amount what went back with this refund
 * @param refundedSoFar with this refund, at most the order's total
 * @param total the order's amount
 */
public record Refunded(
    String decisionId,
    TenantId tenantId,
    ConversionId conversionId,
    String refundId,
    Money amount,
    Money refundedSoFar,
    Money total,
    Instant occurredAt,
    Instant decidedAt,
    @Nullable String reason)
    implements Decision {}
