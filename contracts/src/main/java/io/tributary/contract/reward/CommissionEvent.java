package io.tributary.contract.reward;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A commission changed.
 *
 * @param amount what this change is about: the accrued amount, or for {@code CLAWED_BACK} what was
 *     taken back now
 * @param conversionAt the conversion's time, the day that reports count it on
 * @param payoutId the payout that holds or paid it
 * @param reason a code where the change has one
 */
public record CommissionEvent(
    String eventId,
    TenantId tenantId,
    AffiliateId affiliateId,
    Change change,
    CommissionId commissionId,
    ConversionId conversionId,
    CampaignId campaignId,
    Money amount,
    Instant conversionAt,
    @Nullable PayoutId payoutId,
    @Nullable String reason,
    Instant at)
    implements RewardEvent {

  /** What happened to it. */
  public enum Change {
    @JsonProperty("created")
    CREATED,
    @JsonProperty("approved")
    APPROVED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("clawed_back")
    CLAWED_BACK,
    @JsonProperty("in_payout")
    IN_PAYOUT,
    @JsonProperty("released")
    RELEASED,
    @JsonProperty("paid")
    PAID
  }
}
