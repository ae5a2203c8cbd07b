package io.tributary.affiliate.web;

import io.tributary.affiliate.profile.Affiliate;
import io.tributary.contract.directory.AffiliateSnapshot.PayoutProfile;
import io.tributary.contract.directory.AffiliateSnapshot.Status;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.money.CurrencyCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An affiliate as the API shows it. */
record AffiliateResponse(
    AffiliateId id,
    String name,
    String email,
    Status status,
    @Nullable PayoutProfileResponse payoutProfile,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /** How it is paid; the threshold in minor units. */
  record PayoutProfileResponse(
      String gateway, CurrencyCode currency, String account, long threshold) {}

  static AffiliateResponse of(Affiliate affiliate) {
    PayoutProfile profile = affiliate.payoutProfile();
    return new AffiliateResponse(
        affiliate.affiliateId(),
        affiliate.name(),
        affiliate.email(),
        affiliate.status(),
        profile == null
            ? null
            : new PayoutProfileResponse(
                profile.gateway(), profile.currency(), profile.account(), profile.threshold()),
        affiliate.createdAt(),
        affiliate.updatedAt(),
        affiliate.version());
  }
}
