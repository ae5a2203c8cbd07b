package io.tributary.campaign.store;

import io.tributary.campaign.link.Code;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.PrefixedId;
import io.tributary.contract.id.TenantId;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table of codes, which {@code campaign.link} and {@code campaign.coupon} are alike. Every method
 * runs in the caller's transaction.
 */
final class CodeTable<I extends PrefixedId, C extends Code> {

  /** The record of a row, of which some tables have more columns. */
  @FunctionalInterface
  interface Row<I, C> {

    C of(
        I id,
        TenantId tenant,
        CampaignId campaign,
        AffiliateId affiliate,
        String code,
        Instant createdAt,
        ResultSet more)
        throws SQLException;
  }

  private final String select;
  private final String lock;
  private final String find;
  private final String list;
  private final String insert;
  private final Function<String, I> id;
  private final Row<I, C> row;

  /**
   * A table.
   *
   * @param name without the schema; its key is the name with {@code _id}
   * @param more columns that only this table has, each after a comma
   * @param unique what no two rows share
   */
  CodeTable(String name, String more, String unique, Function<String, I> id, Row<I, C> row) {
    this.id = id;
    this.row = row;
    this.select =
        """
        select tenant_id, %1$s_id as id, campaign_id, affiliate_id, code, created_at%2$s
        from campaign.%1$s
        """
            .formatted(name, more);
    String visible =
        """
          and (:view_affiliate::text is null or affiliate_id = :view_affiliate)
          and (:view_advertiser::text is null
               or exists (select 1
                          from campaign.campaign
                          where campaign.campaign_id = %1$s.campaign_id
                            and campaign.advertiser_id = :view_advertiser))
        """
            .formatted(name);
    this.find = select + "where %s_id = :id\n".formatted(name) + visible;
    this.lock = select + "where %s_id = :id for update".formatted(name);
    this.list =
        select
            + """
            where (:cursor::text is null or %1$s_id < :cursor)
              and (:campaign::text is null or campaign_id = :campaign)
              and (:affiliate::text is null or affiliate_id = :affiliate)
            """
                .formatted(name)
            + visible
            + """
            order by %1$s_id desc
            limit :limit
            """
                .formatted(name);
    this.insert =
        """
        insert into campaign.%1$s (tenant_id, %1$s_id, campaign_id, affiliate_id, code, created_at)
        values (:tenant, :id, :campaign, :affiliate, :code, :created)
        on conflict (%2$s) do nothing
        """
            .formatted(name, unique);
  }

  Optional<C> find(JdbcClient sql, I one, Views views) {
    return visible(sql.sql(find).param("id", one.value()), views)
        .query((found, n) -> code(found))
        .optional();
  }

  /** The code, kept from other changes until the transaction ends. */
  Optional<C> lock(JdbcClient sql, I one) {
    return sql.sql(lock).param("id", one.value()).query((found, n) -> code(found)).optional();
  }

  /** Up to {@code limit + 1} codes, newest first; null does not filter. */
  List<C> list(
      JdbcClient sql,
      PageQuery page,
      @Nullable CampaignId campaign,
      @Nullable AffiliateId affiliate,
      Views views) {
    return visible(
            sql.sql(list)
                .param("cursor", page.lastId(id))
                .param("campaign", Columns.text(campaign))
                .param("affiliate", Columns.text(affiliate))
                .param("limit", page.limit() + 1),
            views)
        .query((found, n) -> code(found))
        .list();
  }

  /** Adds one; false if there is one like it. */
  boolean insert(JdbcClient sql, C code) {
    return sql.sql(insert)
            .param("tenant", code.tenantId().value())
            .param("id", code.id().value())
            .param("campaign", code.campaignId().value())
            .param("affiliate", code.affiliateId().value())
            .param("code", code.code())
            .param("created", Columns.time(code.createdAt()))
            .update()
        == 1;
  }

  private static JdbcClient.StatementSpec visible(JdbcClient.StatementSpec statement, Views views) {
    return statement
        .param("view_advertiser", Columns.text(views.advertiser()))
        .param("view_affiliate", Columns.text(views.affiliate()));
  }

  private C code(ResultSet found) throws SQLException {
    return row.of(
        id.apply(found.getString("id")),
        new TenantId(found.getString("tenant_id")),
        new CampaignId(found.getString("campaign_id")),
        new AffiliateId(found.getString("affiliate_id")),
        found.getString("code"),
        Columns.time(found, "created_at"),
        found);
  }
}
