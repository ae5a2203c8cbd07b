package io.tributary.reward.commission;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money owed to an affiliate because of credit for a conversion.
 *
 * @param revision of the decision that accrued it
 * @param takenBack between nothing and what was accrued
 * @param accrualKey the key of its first posting
 * @param conversionAt the conversion's time
 * @param maturesAt the end of the hold, fixed at accrual
 * @param payoutId the last payout that collected it
 */
public record Commission(
    CommissionId id,
    ConversionId conversionId,
    CampaignId campaignId,
    AffiliateId affiliateId,
    RuleRef rule,
    int revision,
    Money accrued,
    Money takenBack,
    CommissionStatus status,
    @Nullable String reason,
    String explanation,
    String accrualKey,
    Instant conversionAt,
    Instant maturesAt,
    Instant createdAt,
    @Nullable PayoutId payoutId) {

  /** What was accrued and not taken back. */
  public Money left() {
    return accrued.minus(takenBack);
  }

  /** The same after a move. */
  public Commission in(CommissionStatus next, @Nullable String why) {
    return new Commission(
        id,
        conversionId,
        campaignId,
        affiliateId,
        rule,
        revision,
        accrued,
        takenBack,
        next,
        why,
        explanation,
        accrualKey,
        conversionAt,
        maturesAt,
        createdAt,
        payoutId);
  }

  /** The same with more taken back. */
  public Commission lessBy(Money amount) {
    return new Commission(
        id,
        conversionId,
        campaignId,
        affiliateId,
        rule,
        revision,
        accrued,
        takenBack.plus(amount),
        status,
        reason,
        explanation,
        accrualKey,
        conversionAt,
        maturesAt,
        createdAt,
        payoutId);
  }

  /** The same in a payout, or in none. */
  public Commission of(@Nullable PayoutId payout) {
    return new Commission(
        id,
        conversionId,
        campaignId,
        affiliateId,
        rule,
        revision,
        accrued,
        takenBack,
        status,
        reason,
        explanation,
        accrualKey,
        conversionAt,
        maturesAt,
        createdAt,
        payout);
  }

  /** The commission rule that decided, as it was. */
  public record RuleRef(RuleId id, int version, String name) {}
}
