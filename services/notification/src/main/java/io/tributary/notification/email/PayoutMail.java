package io.tributary.notification.email;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A mail about a payout that is to be sent.
 *
 * @param attempts made so far, the coming one included
 */
public record PayoutMail(
    TenantId tenantId,
    String emailId,
    AffiliateId affiliateId,
    Money net,
    @Nullable String reference,
    int attempts) {}
