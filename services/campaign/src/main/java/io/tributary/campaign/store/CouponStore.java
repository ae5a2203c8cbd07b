package io.tributary.campaign.store;

import io.tributary.campaign.link.Coupon;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CouponId;
import io.tributary.platform.http.PageQuery;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Coupons in SQL; every method runs in the caller's transaction. */
@Component
public class CouponStore {

  private final CodeTable<CouponId, Coupon> coupons =
      new CodeTable<>(
          "coupon",
          "",
          "tenant_id, campaign_id, lower(code)",
          CouponId::new,
          (id, tenant, campaign, affiliate, code, createdAt, row) ->
              new Coupon(id, tenant, campaign, affiliate, code, createdAt));

  CouponStore() {}

  public Optional<Coupon> find(JdbcClient sql, CouponId id, Views views) {
    return coupons.find(sql, id, views);
  }

  /** Up to {@code limit + 1} coupons, newest first; null does not filter. */
  public List<Coupon> list(
      JdbcClient sql,
      PageQuery page,
      @Nullable CampaignId campaign,
      @Nullable AffiliateId affiliate,
      Views views) {
    return coupons.list(sql, page, campaign, affiliate, views);
  }

  /** Adds one; false if the campaign has its code. */
  public boolean insert(JdbcClient sql, Coupon coupon) {
    return coupons.insert(sql, coupon);
  }
}
