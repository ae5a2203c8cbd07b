package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CouponId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A code that binds an order to one affiliate; unique per campaign, compared without case.
 *
 * @param validFrom orders before it are not bound; null for no start
 * @param validUntil orders from it on are not bound; null for no end
 * @param exclusive the affiliate is credited whatever the touches say
 * @param disabled no order is bound
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CouponSnapshot(
    CouponId couponId,
    TenantId tenantId,
    CampaignId campaignId,
    AffiliateId affiliateId,
    String code,
    @Nullable Instant validFrom,
    @Nullable Instant validUntil,
    @JsonSetter(nulls = Nulls.AS_EMPTY) boolean exclusive,
    @JsonSetter(nulls = Nulls.AS_EMPTY) boolean disabled)
    implements CampaignDirectoryEntry {

  /** A code that is valid at all times. */
  public CouponSnapshot(
      CouponId couponId,
      TenantId tenantId,
      CampaignId campaignId,
      AffiliateId affiliateId,
      String code) {
    this(couponId, tenantId, campaignId, affiliateId, code, null, null, false, false);
  }

  /** Whether an order of that time is bound. */
  public boolean isValidAt(Instant at) {
    return !disabled
        && (validFrom == null || !at.isBefore(validFrom))
        && (validUntil == null || at.isBefore(validUntil));
  }
}
