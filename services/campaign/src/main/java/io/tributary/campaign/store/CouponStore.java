package io.tributary.campaign.store;

import io.tributary.campaign.link.Coupon;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CouponId;
import io.tributary.contract.id.TenantId;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Coupons in SQL; every method runs in the caller's transaction. */
@Component
public class CouponStore {

  private static final String SELECT =
      """
      select tenant_id, coupon_id, campaign_id, affiliate_id, code, created_at
      from campaign.coupon
      """;

  private static final String VISIBLE =
      """
        and (:view_affiliate::text is null or affiliate_id = :view_affiliate)
        and (:view_advertiser::text is null
             or exists (select 1
                        from campaign.campaign
                        where campaign.campaign_id = coupon.campaign_id
                          and campaign.advertiser_id = :view_advertiser))
      """;

  CouponStore() {}

  public Optional<Coupon> find(JdbcClient sql, CouponId id, Views views) {
    return visible(
            sql.sql(SELECT + "where coupon_id = :id\n" + VISIBLE).param("id", id.value()), views)
        .query((row, n) -> coupon(row))
        .optional();
  }

  /** Up to {@code limit + 1} coupons, newest first; null does not filter. */
  public List<Coupon> list(
      JdbcClient sql,
      PageQuery page,
      @Nullable CampaignId campaign,
      @Nullable AffiliateId affiliate,
      Views views) {
    return visible(
            sql.sql(
                    SELECT
                        + """
                        where (:cursor::text is null or coupon_id < :cursor)
                          and (:campaign::text is null or campaign_id = :campaign)
                          and (:affiliate::text is null or affiliate_id = :affiliate)
                        """
                        + VISIBLE
                        + """
                        order by coupon_id desc
                        limit :limit
                        """)
                .param("cursor", page.lastId(CouponId::new))
                .param("campaign", Columns.text(campaign))
                .param("affiliate", Columns.text(affiliate))
                .param("limit", page.limit() + 1),
            views)
        .query((row, n) -> coupon(row))
        .list();
  }

  /** Adds one; false if the campaign has its code. */
  public boolean insert(JdbcClient sql, Coupon coupon) {
    return sql.sql(
                """
                insert into campaign.coupon (tenant_id, coupon_id, campaign_id, affiliate_id, code,
                  created_at)
                values (:tenant, :id, :campaign, :affiliate, :code, :created)
                on conflict (tenant_id, campaign_id, lower(code)) do nothing
                """)
            .param("tenant", coupon.tenantId().value())
            .param("id", coupon.couponId().value())
            .param("campaign", coupon.campaignId().value())
            .param("affiliate", coupon.affiliateId().value())
            .param("code", coupon.code())
            .param("created", Columns.time(coupon.createdAt()))
            .update()
        == 1;
  }

  private static JdbcClient.StatementSpec visible(JdbcClient.StatementSpec statement, Views views) {
    return statement
        .param("view_advertiser", Columns.text(views.advertiser()))
        .param("view_affiliate", Columns.text(views.affiliate()));
  }

  private static Coupon coupon(ResultSet row) throws SQLException {
    return new Coupon(
        new CouponId(row.getString("coupon_id")),
        new TenantId(row.getString("tenant_id")),
        new CampaignId(row.getString("campaign_id")),
        new AffiliateId(row.getString("affiliate_id")),
        row.getString("code"),
        Columns.time(row, "created_at"));
  }
}
