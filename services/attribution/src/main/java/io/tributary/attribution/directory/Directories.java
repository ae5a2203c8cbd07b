package io.tributary.attribution.directory;

import io.tributary.attribution.journey.Programme;
import io.tributary.contract.directory.AffiliateDirectoryEntry;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.CampaignDirectoryEntry;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.CouponSnapshot;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import io.tributary.rule.AttributionRules;
import io.tributary.rule.RuleEngine;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Campaigns, coupons, affiliates and memberships as last told; safe for any number of readers. */
public final class Directories implements Programme {

  private final RuleEngine engine = new RuleEngine();
  private final AttributionRules rules = new AttributionRules(engine);

  private final Map<CampaignId, CampaignSnapshot> campaigns = new ConcurrentHashMap<>();
  private final Map<String, CouponSnapshot> coupons = new ConcurrentHashMap<>();
  private final Map<CouponKey, CouponSnapshot> couponsByCode = new ConcurrentHashMap<>();
  private final Map<AffiliateId, AffiliateSnapshot> affiliates = new ConcurrentHashMap<>();
  private final Map<String, MembershipSnapshot> memberships = new ConcurrentHashMap<>();
  private final Map<MembershipKey, MembershipSnapshot.Status> partners = new ConcurrentHashMap<>();

  /** Takes an entry of the campaign directory; null when it was deleted. */
  public void applyCampaignEntry(String key, @Nullable CampaignDirectoryEntry entry) {
    switch (entry) {
      case null -> {
        forgetCoupon(key);
        if (key.startsWith(CampaignId.PREFIX)) {
          campaigns.remove(new CampaignId(key));
        }
      }
      case CampaignSnapshot campaign -> campaigns.put(campaign.campaignId(), campaign);
      case CouponSnapshot coupon -> {
        forgetCoupon(key);
        coupons.put(key, coupon);
        couponsByCode.put(CouponKey.of(coupon.campaignId(), coupon.code()), coupon);
      }
      case LinkSnapshot link -> {
        // Touches carry what their link leads to.
      }
    }
  }

  /** Takes an entry of the affiliate directory; null when it was deleted. */
  public void applyAffiliateEntry(String key, @Nullable AffiliateDirectoryEntry entry) {
    switch (entry) {
      case null -> {
        forgetMembership(key);
        if (key.startsWith(AffiliateId.PREFIX)) {
          affiliates.remove(new AffiliateId(key));
        }
      }
      case AffiliateSnapshot affiliate -> affiliates.put(affiliate.affiliateId(), affiliate);
      case MembershipSnapshot membership -> {
        forgetMembership(key);
        memberships.put(key, membership);
        partners.put(
            new MembershipKey(membership.campaignId(), membership.affiliateId()),
            membership.status());
      }
    }
  }

  @Override
  public @Nullable CampaignSnapshot campaign(TenantId tenant, CampaignId campaign) {
    CampaignSnapshot known = campaigns.get(campaign);
    return known != null && known.tenantId().equals(tenant) ? known : null;
  }

  @Override
  public Partnership partnership(CampaignId campaign, AffiliateId affiliate) {
    AffiliateSnapshot who = affiliates.get(affiliate);
    MembershipSnapshot.Status membership = partners.get(new MembershipKey(campaign, affiliate));
    if (who == null || membership == null) {
      return Partnership.UNKNOWN;
    }
    if (who.status() != AffiliateSnapshot.Status.APPROVED) {
      return Partnership.AFFILIATE_NOT_APPROVED;
    }
    return membership == MembershipSnapshot.Status.APPROVED
        ? Partnership.APPROVED
        : Partnership.MEMBERSHIP_NOT_APPROVED;
  }

  @Override
  public @Nullable CouponSnapshot coupon(CampaignId campaign, String code) {
    return couponsByCode.get(CouponKey.of(campaign, code));
  }

  @Override
  public AttributionRules rules() {
    return rules;
  }

  @Override
  public RuleEngine engine() {
    return engine;
  }

  /** The campaigns of an advertiser of the tenant. */
  public Set<CampaignId> campaignsOf(TenantId tenant, AdvertiserId advertiser) {
    return campaigns.values().stream()
        .filter(campaign -> campaign.tenantId().equals(tenant))
        .filter(campaign -> campaign.advertiserId().equals(advertiser))
        .map(CampaignSnapshot::campaignId)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void forgetCoupon(String key) {
    CouponSnapshot gone = coupons.remove(key);
    if (gone != null) {
      couponsByCode.remove(CouponKey.of(gone.campaignId(), gone.code()));
    }
  }

  private void forgetMembership(String key) {
    MembershipSnapshot gone = memberships.remove(key);
    if (gone != null) {
      partners.remove(new MembershipKey(gone.campaignId(), gone.affiliateId()));
    }
  }

  private record MembershipKey(CampaignId campaign, AffiliateId affiliate) {}

  private record CouponKey(CampaignId campaign, String code) {

    static CouponKey of(CampaignId campaign, String code) {
      return new CouponKey(campaign, code.toUpperCase(Locale.ROOT));
    }
  }
}
