package io.tributary.affiliate.store;

import io.tributary.affiliate.membership.Membership;
import io.tributary.contract.directory.MembershipSnapshot.Status;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.MembershipId;
import io.tributary.contract.id.TenantId;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Memberships in SQL; every method runs in the caller's transaction. */
@Component
public class MembershipStore {

  private static final String COLUMNS =
      """
      tenant_id, membership_id, campaign_id, affiliate_id, status, created_at, updated_at
      """;

  MembershipStore() {}

  /** The affiliate's membership, kept from other changes until the transaction ends. */
  public Optional<Membership> lock(JdbcClient sql, CampaignId campaign, AffiliateId affiliate) {
    return sql.sql(
            "select "
                + COLUMNS
                + """
                from affiliate.membership
                where campaign_id = :campaign
                  and affiliate_id = :affiliate
                for update
                """)
        .param("campaign", campaign.value())
        .param("affiliate", affiliate.value())
        .query((row, n) -> membership(row))
        .optional();
  }

  /** Up to {@code limit + 1} memberships, newest first; null does not filter. */
  public List<Membership> list(
      JdbcClient sql,
      PageQuery page,
      @Nullable CampaignId campaign,
      @Nullable AffiliateId affiliate,
      @Nullable Status status) {
    return sql.sql(
            "select "
                + COLUMNS
                + """
                from affiliate.membership
                where (:cursor::text is null or membership_id < :cursor)
                  and (:campaign::text is null or campaign_id = :campaign)
                  and (:affiliate::text is null or affiliate_id = :affiliate)
                  and (:status::text is null or status = :status)
                order by membership_id desc
                limit :limit
                """)
        .param("cursor", page.lastId(MembershipId::new))
        .param("campaign", Columns.text(campaign))
        .param("affiliate", Columns.text(affiliate))
        .param("status", status == null ? null : Columns.word(status))
        .param("limit", page.limit() + 1)
        .query((row, n) -> membership(row))
        .list();
  }

  public void insert(JdbcClient sql, Membership membership) {
    sql.sql(
            """
            insert into affiliate.membership (tenant_id, membership_id, campaign_id, affiliate_id,
              status, created_at, updated_at)
            values (:tenant, :id, :campaign, :affiliate, :status, :created, :updated)
            """)
        .param("tenant", membership.tenantId().value())
        .param("id", membership.membershipId().value())
        .param("campaign", membership.campaignId().value())
        .param("affiliate", membership.affiliateId().value())
        .param("status", Columns.word(membership.status()))
        .param("created", Columns.time(membership.createdAt()))
        .param("updated", Columns.time(membership.updatedAt()))
        .update();
  }

  public void update(JdbcClient sql, Membership membership) {
    sql.sql(
            """
            update affiliate.membership
            set status = :status, updated_at = :updated
            where membership_id = :id
            """)
        .param("status", Columns.word(membership.status()))
        .param("updated", Columns.time(membership.updatedAt()))
        .param("id", membership.membershipId().value())
        .update();
  }

  /** Bans the affiliate in all its campaigns; what was changed. */
  public List<Membership> banAll(JdbcClient sql, AffiliateId affiliate, Instant now) {
    return sql.sql(
            """
            update affiliate.membership
            set status = 'banned', updated_at = :now
            where affiliate_id = :affiliate
              and status <> 'banned'
            returning
            """
                + COLUMNS)
        .param("now", Columns.time(now))
        .param("affiliate", affiliate.value())
        .query((row, n) -> membership(row))
        .list();
  }

  private static Membership membership(ResultSet row) throws SQLException {
    return new Membership(
        new MembershipId(row.getString("membership_id")),
        new TenantId(row.getString("tenant_id")),
        new CampaignId(row.getString("campaign_id")),
        new AffiliateId(row.getString("affiliate_id")),
        Columns.word(Status.class, row, "status"),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"));
  }
}
