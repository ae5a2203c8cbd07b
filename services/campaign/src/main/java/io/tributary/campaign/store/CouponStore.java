package io.tributary.campaign.store;

import io.tributary.campaign.link.Coupon;
import io.tributary.campaign.link.CouponTerms;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CouponId;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Columns;
import java.sql.Types;
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
          ", valid_from, valid_until, exclusive, disabled, version",
          "tenant_id, campaign_id, lower(code)",
          CouponId::new,
          (id, tenant, campaign, affiliate, code, createdAt, row) ->
              new Coupon(
                  id,
                  tenant,
                  campaign,
                  affiliate,
                  code,
                  new CouponTerms(
                      Columns.timeOrNull(row, "valid_from"),
                      Columns.timeOrNull(row, "valid_until"),
                      row.getBoolean("exclusive"),
                      row.getBoolean("disabled")),
                  row.getLong("version"),
                  createdAt));

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

  /** The coupon, kept from other changes until the transaction ends. */
  public Optional<Coupon> lock(JdbcClient sql, CouponId id) {
    return coupons.lock(sql, id);
  }

  /** Adds one; false if the campaign has its code. */
  public boolean insert(JdbcClient sql, Coupon coupon) {
    return coupons.insert(sql, coupon) && setTerms(sql, coupon, coupon.version()) == 1;
  }

  /** Stores the terms of a changed one, which was locked before. */
  public void update(JdbcClient sql, Coupon coupon) {
    if (setTerms(sql, coupon, coupon.version() - 1) != 1) {
      throw new IllegalStateException("the coupon was not locked before its change");
    }
  }

  private static int setTerms(JdbcClient sql, Coupon coupon, long before) {
    CouponTerms terms = coupon.terms();
    return sql.sql(
            """
            update campaign.coupon
            set valid_from = :valid_from, valid_until = :valid_until, exclusive = :exclusive,
                disabled = :disabled, version = :version
            where tenant_id = :tenant
              and coupon_id = :id
              and version = :before
            """)
        .param("valid_from", Columns.timeOrNull(terms.validFrom()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("valid_until", Columns.timeOrNull(terms.validUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("exclusive", terms.exclusive())
        .param("disabled", terms.disabled())
        .param("version", coupon.version())
        .param("before", before)
        .param("tenant", coupon.tenantId().value())
        .param("id", coupon.couponId().value())
        .update();
  }
}
