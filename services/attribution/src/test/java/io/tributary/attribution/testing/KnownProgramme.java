package io.tributary.attribution.testing;

import io.tributary.attribution.journey.Programme;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.CouponSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import io.tributary.rule.AttributionRules;
import io.tributary.rule.RuleEngine;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A programme that knows what it was told; affiliates it was told nothing of are approved. */
public final class KnownProgramme implements Programme {

  private static final RuleEngine ENGINE = new RuleEngine();
  private static final AttributionRules RULES = new AttributionRules(ENGINE);

  public @Nullable CampaignSnapshot campaign;
  public final Map<AffiliateId, Partnership> partners = new HashMap<>();
  public final Map<String, CouponSnapshot> coupons = new HashMap<>();

  public KnownProgramme(@Nullable CampaignSnapshot campaign) {
    this.campaign = campaign;
  }

  @Override
  public @Nullable CampaignSnapshot campaign(TenantId tenant, CampaignId wanted) {
    CampaignSnapshot known = campaign;
    return known != null && known.campaignId().equals(wanted) ? known : null;
  }

  @Override
  public Partnership partnership(CampaignId wanted, AffiliateId affiliate) {
    return partners.getOrDefault(affiliate, Partnership.APPROVED);
  }

  @Override
  public @Nullable CouponSnapshot coupon(CampaignId wanted, String code) {
    return coupons.get(code);
  }

  @Override
  public AttributionRules rules() {
    return RULES;
  }

  @Override
  public RuleEngine engine() {
    return ENGINE;
  }
}
