package io.tributary.payment.transfer;

import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;

/**
 * What is to be paid.
 *
 * @param account the recipient as the gateway names it
 */
public record Order(
    TenantId tenant, PayoutId payoutId, String gateway, String account, Money net) {}
