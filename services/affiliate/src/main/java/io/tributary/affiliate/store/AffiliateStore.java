package io.tributary.affiliate.store;

import io.tributary.affiliate.profile.Affiliate;
import io.tributary.contract.directory.AffiliateSnapshot.PayoutProfile;
import io.tributary.contract.directory.AffiliateSnapshot.Status;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Affiliates in SQL; every method runs in the caller's transaction. */
@Component
public class AffiliateStore {

  private static final String SELECT =
      """
      select tenant_id, affiliate_id, name, email, status, payout_gateway, payout_currency,
             payout_account, payout_threshold, version, created_at, updated_at
      from affiliate.affiliate
      """;

  AffiliateStore() {}

  public Optional<Affiliate> find(JdbcClient sql, AffiliateId id) {
    return one(sql, SELECT + "where affiliate_id = :id", id);
  }

  /** The affiliate, kept from other changes until the transaction ends. */
  public Optional<Affiliate> lock(JdbcClient sql, AffiliateId id) {
    return one(sql, SELECT + "where affiliate_id = :id for update", id);
  }

  /**
   * Up to {@code limit + 1} affiliates, newest first.
   *
   * @param q part of the name or the e-mail address
   * @param only the one that the caller may see; null for all
   */
  public List<Affiliate> list(
      JdbcClient sql,
      PageQuery page,
      @Nullable Status status,
      @Nullable String q,
      @Nullable AffiliateId only) {
    return sql.sql(
            SELECT
                + """
                where (:cursor::text is null or affiliate_id < :cursor)
                  and (:status::text is null or status = :status)
                  and (:only::text is null or affiliate_id = :only)
                  and (:q::text is null or name ilike :q or email ilike :q)
                order by affiliate_id desc
                limit :limit
                """)
        .param("cursor", page.lastId(AffiliateId::new))
        .param("status", status == null ? null : Columns.word(status))
        .param("only", Columns.text(only))
        .param("q", Columns.containing(q))
        .param("limit", page.limit() + 1)
        .query((row, n) -> affiliate(row))
        .list();
  }

  /** Adds one; false if another of the tenant has its e-mail address. */
  public boolean insert(JdbcClient sql, Affiliate affiliate) {
    return values(
                sql.sql(
                    """
                    insert into affiliate.affiliate (tenant_id, affiliate_id, name, email, status,
                      payout_gateway, payout_currency, payout_account, payout_threshold, version,
                      created_at, updated_at)
                    values (:tenant, :id, :name, :email, :status,
                      :gateway, :currency, :account, :threshold, :version,
                      :created, :updated)
                    on conflict (tenant_id, lower(email)) do nothing
                    """),
                affiliate)
            .update()
        == 1;
  }

  /** Stores a changed one; false if another of the tenant has its e-mail address. */
  public boolean update(JdbcClient sql, Affiliate affiliate) {
    try {
      int updated =
          values(
                  sql.sql(
                      """
                      update affiliate.affiliate
                      set name = :name, email = :email, status = :status,
                          payout_gateway = :gateway, payout_currency = :currency,
                          payout_account = :account, payout_threshold = :threshold,
                          version = :version, created_at = :created, updated_at = :updated
                      where tenant_id = :tenant
                        and affiliate_id = :id
                        and version = :version - 1
                      """),
                  affiliate)
              .update();
      if (updated != 1) {
        throw new IllegalStateException("the affiliate was not locked before its change");
      }
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  private static JdbcClient.StatementSpec values(
      JdbcClient.StatementSpec statement, Affiliate affiliate) {
    PayoutProfile profile = affiliate.payoutProfile();
    return statement
        .param("tenant", affiliate.tenantId().value())
        .param("id", affiliate.affiliateId().value())
        .param("name", affiliate.name())
        .param("email", affiliate.email())
        .param("status", Columns.word(affiliate.status()))
        .param("gateway", profile == null ? null : profile.gateway())
        .param("currency", profile == null ? null : profile.currency().value())
        .param("account", profile == null ? null : profile.account())
        .param("threshold", profile == null ? null : profile.threshold())
        .param("version", affiliate.version())
        .param("created", Columns.time(affiliate.createdAt()))
        .param("updated", Columns.time(affiliate.updatedAt()));
  }

  private static Optional<Affiliate> one(JdbcClient sql, String statement, AffiliateId id) {
    return sql.sql(statement).param("id", id.value()).query((row, n) -> affiliate(row)).optional();
  }

  private static Affiliate affiliate(ResultSet row) throws SQLException {
    return new Affiliate(
        new AffiliateId(row.getString("affiliate_id")),
        new TenantId(row.getString("tenant_id")),
        row.getString("name"),
        row.getString("email"),
        Columns.word(Status.class, row, "status"),
        profile(row),
        row.getLong("version"),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"));
  }

  private static @Nullable PayoutProfile profile(ResultSet row) throws SQLException {
    String gateway = row.getString("payout_gateway");
    return gateway == null
        ? null
        : new PayoutProfile(
            gateway,
            new CurrencyCode(row.getString("payout_currency")),
            row.getString("payout_account"),
            row.getLong("payout_threshold"));
  }
}
