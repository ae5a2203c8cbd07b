package io.tributary.attribution.journey;

import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.CouponSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import io.tributary.rule.AttributionRules;
import io.tributary.rule.RuleEngine;
import org.jspecify.annotations.Nullable;

/** What is known of campaigns, their affiliates and their coupons. */
public interface Programme {

  /** The campaign of the tenant; null while it is not known. */
  @Nullable CampaignSnapshot campaign(TenantId tenant, CampaignId campaign);

  /** Whether the affiliate earns in the campaign. */
  Partnership partnership(CampaignId campaign, AffiliateId affiliate);

  /** The coupon of that code in the campaign; null when there is none. */
  @Nullable CouponSnapshot coupon(CampaignId campaign, String code);

  /** How campaigns' rules are tried. */
  AttributionRules rules();

  /** How campaigns' formulas are calculated. */
  RuleEngine engine();

  /** Where an affiliate stands in a campaign. */
  enum Partnership {
    APPROVED,
    AFFILIATE_NOT_APPROVED,
    MEMBERSHIP_NOT_APPROVED,
    UNKNOWN
  }
}
