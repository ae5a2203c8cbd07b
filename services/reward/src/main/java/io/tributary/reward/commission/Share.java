package io.tributary.reward.commission;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.money.Money;

/**
 * What one affiliate earns of a conversion, and why.
 *
 * @param amount more than nothing
 */
public record Share(
    AffiliateId affiliate, Money amount, Commission.RuleRef rule, String explanation) {}
