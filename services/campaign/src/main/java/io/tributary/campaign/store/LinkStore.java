package io.tributary.campaign.store;

import io.tributary.campaign.link.Link;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
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

/** Links in SQL; every method runs in the caller's transaction. */
@Component
public class LinkStore {

  private static final String SELECT =
      """
      select tenant_id, link_id, campaign_id, affiliate_id, code, created_at
      from campaign.link
      """;

  private static final String VISIBLE =
      """
        and (:view_affiliate::text is null or affiliate_id = :view_affiliate)
        and (:view_advertiser::text is null
             or exists (select 1
                        from campaign.campaign
                        where campaign.campaign_id = link.campaign_id
                          and campaign.advertiser_id = :view_advertiser))
      """;

  LinkStore() {}

  public Optional<Link> find(JdbcClient sql, LinkId id, Views views) {
    return visible(
            sql.sql(SELECT + "where link_id = :id\n" + VISIBLE).param("id", id.value()), views)
        .query((row, n) -> link(row))
        .optional();
  }

  /** Up to {@code limit + 1} links, newest first; null does not filter. */
  public List<Link> list(
      JdbcClient sql,
      PageQuery page,
      @Nullable CampaignId campaign,
      @Nullable AffiliateId affiliate,
      Views views) {
    return visible(
            sql.sql(
                    SELECT
                        + """
                        where (:cursor::text is null or link_id < :cursor)
                          and (:campaign::text is null or campaign_id = :campaign)
                          and (:affiliate::text is null or affiliate_id = :affiliate)
                        """
                        + VISIBLE
                        + """
                        order by link_id desc
                        limit :limit
                        """)
                .param("cursor", page.lastId(LinkId::new))
                .param("campaign", Columns.text(campaign))
                .param("affiliate", Columns.text(affiliate))
                .param("limit", page.limit() + 1),
            views)
        .query((row, n) -> link(row))
        .list();
  }

  /** Adds one; false if its code is taken, in whichever tenant. */
  public boolean insert(JdbcClient sql, Link link) {
    return sql.sql(
                """
                insert into campaign.link (tenant_id, link_id, campaign_id, affiliate_id, code,
                  created_at)
                values (:tenant, :id, :campaign, :affiliate, :code, :created)
                on conflict (code) do nothing
                """)
            .param("tenant", link.tenantId().value())
            .param("id", link.linkId().value())
            .param("campaign", link.campaignId().value())
            .param("affiliate", link.affiliateId().value())
            .param("code", link.code())
            .param("created", Columns.time(link.createdAt()))
            .update()
        == 1;
  }

  private static JdbcClient.StatementSpec visible(JdbcClient.StatementSpec statement, Views views) {
    return statement
        .param("view_advertiser", Columns.text(views.advertiser()))
        .param("view_affiliate", Columns.text(views.affiliate()));
  }

  private static Link link(ResultSet row) throws SQLException {
    return new Link(
        new LinkId(row.getString("link_id")),
        new TenantId(row.getString("tenant_id")),
        new CampaignId(row.getString("campaign_id")),
        new AffiliateId(row.getString("affiliate_id")),
        row.getString("code"),
        Columns.time(row, "created_at"));
  }
}
