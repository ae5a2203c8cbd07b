package io.tributary.reward.ledger;

import io.tributary.contract.money.CurrencyCode;

/**
 * What an affiliate has in one currency, in minor units, as positive numbers for people.
 *
 * @param paid debited at the gateways and not returned
 */
public record AffiliateBalance(
    CurrencyCode currency, long held, long available, long inFlight, long paid, long receivable) {}
