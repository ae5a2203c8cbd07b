package io.tributary.reward.store;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.id.TenantId;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Columns;
import io.tributary.reward.commission.Commission;
import io.tributary.reward.commission.CommissionFilter;
import io.tributary.reward.commission.CommissionStatus;
import io.tributary.reward.commission.ConversionState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Commissions and the decisions behind them, as rows of the running transaction's tenant. */
public final class CommissionStore {

  private static final String COLUMNS =
      """
      select id, conversion_id, campaign_id, affiliate_id, rule_id, rule_version, rule_name, revision,
             currency, accrued, taken_back, status, reason, explanation, accrual_key, conversion_at,
             matures_at, created_at, payout_id
      from reward.commission
      """;

  Optional<ConversionState> conversion(JdbcClient sql, ConversionId id) {
    return sql.sql(
            """
            select conversion_id, campaign_id, revision, currency, total, refunded, refund_id,
                   occurred_at, explanation
            from reward.conversion
            where conversion_id = :id
            for update
            """)
        .param("id", id.value())
        .query(
            (row, n) ->
                new ConversionState(
                    new ConversionId(row.getString("conversion_id")),
                    new CampaignId(row.getString("campaign_id")),
                    row.getInt("revision"),
                    Amounts.money(row, "total"),
                    row.getLong("refunded"),
                    row.getString("refund_id"),
                    Columns.time(row, "occurred_at"),
                    row.getString("explanation")))
        .optional();
  }

  void save(JdbcClient sql, TenantId tenant, ConversionState state) {
    sql.sql(
            """
            insert into reward.conversion
              (tenant_id, conversion_id, campaign_id, revision, currency, total, refunded, refund_id,
               occurred_at, explanation)
            values
              (:tenant, :id, :campaign, :revision, :currency, :total, :refunded, :refund,
               :occurred, :explanation)
            on conflict (tenant_id, conversion_id) do update
            set campaign_id = excluded.campaign_id,
                revision = excluded.revision,
                currency = excluded.currency,
                total = excluded.total,
                refunded = excluded.refunded,
                refund_id = excluded.refund_id,
                occurred_at = excluded.occurred_at,
                explanation = excluded.explanation
            """)
        .param("tenant", tenant.value())
        .param("id", state.id().value())
        .param("campaign", state.campaignId().value())
        .param("revision", state.revision())
        .param("currency", state.total().currency().value())
        .param("total", state.total().minor())
        .param("refunded", state.refunded())
        .param("refund", state.refundId())
        .param("occurred", Columns.time(state.occurredAt()))
        .param("explanation", state.explanation())
        .update();
  }

  void insert(JdbcClient sql, TenantId tenant, Commission commission) {
    sql.sql(
            """
            insert into reward.commission
              (id, tenant_id, conversion_id, campaign_id, affiliate_id, rule_id, rule_version, rule_name,
               revision, currency, accrued, status, explanation, accrual_key, conversion_at, matures_at,
               created_at, updated_at)
            values
              (:id, :tenant, :conversion, :campaign, :affiliate, :rule, :ruleVersion, :ruleName,
               :revision, :currency, :accrued, :status, :explanation, :accrualKey, :conversionAt, :matures,
               :created, :created)
            """)
        .param("id", commission.id().value())
        .param("tenant", tenant.value())
        .param("conversion", commission.conversionId().value())
        .param("campaign", commission.campaignId().value())
        .param("affiliate", commission.affiliateId().value())
        .param("rule", commission.rule().id().value())
        .param("ruleVersion", commission.rule().version())
        .param("ruleName", commission.rule().name())
        .param("revision", commission.revision())
        .param("currency", commission.accrued().currency().value())
        .param("accrued", commission.accrued().minor())
        .param("status", commission.status().label())
        .param("explanation", commission.explanation())
        .param("accrualKey", commission.accrualKey())
        .param("conversionAt", Columns.time(commission.conversionAt()))
        .param("matures", Columns.time(commission.maturesAt()))
        .param("created", Columns.time(commission.createdAt()))
        .update();
  }

  /** Writes status, reason, what was taken back, and the payout. */
  void update(JdbcClient sql, Commission commission, Instant at) {
    sql.sql(
            """
            update reward.commission
            set status = :status,
                reason = :reason,
                taken_back = :takenBack,
                payout_id = :payout,
                updated_at = :at
            where id = :id
            """)
        .param("status", commission.status().label())
        .param("reason", commission.reason())
        .param("takenBack", commission.takenBack().minor())
        .param("payout", commission.payoutId() == null ? null : commission.payoutId().value())
        .param("at", Columns.time(at))
        .param("id", commission.id().value())
        .update();
  }

  /** Those of a conversion of which something is left, oldest first. */
  List<Commission> live(JdbcClient sql, ConversionId conversion) {
    return sql.sql(
            COLUMNS
                + """
                where conversion_id = :conversion
                  and status not in ('rejected', 'reversed')
                  and taken_back < accrued
                order by id
                for update
                """)
        .param("conversion", conversion.value())
        .query(CommissionStore::commission)
        .list();
  }

  /** Who has commissions of these conversions. */
  List<AffiliateId> affiliatesOf(JdbcClient sql, Collection<ConversionId> conversions) {
    return sql.sql(
            """
            select distinct affiliate_id
            from reward.commission
            where conversion_id = any(cast(:conversions as text[]))
            """)
        .param("conversions", conversions.stream().map(ConversionId::value).toArray(String[]::new))
        .query((row, n) -> new AffiliateId(row.getString("affiliate_id")))
        .list();
  }

  public Optional<Commission> find(JdbcClient sql, CommissionId id) {
    return sql.sql(COLUMNS + "where id = :id")
        .param("id", id.value())
        .query(CommissionStore::commission)
        .optional();
  }

  Commission lock(JdbcClient sql, CommissionId id) {
    return sql.sql(COLUMNS + "where id = :id for update")
        .param("id", id.value())
        .query(CommissionStore::commission)
        .single();
  }

  /** Those that a payout holds or paid, in order of id. */
  List<Commission> ofPayout(JdbcClient sql, PayoutId payout, CommissionStatus... statuses) {
    return sql.sql(
            COLUMNS
                + """
                where payout_id = :payout
                  and status = any(cast(:statuses as text[]))
                order by id
                for update
                """)
        .param("payout", payout.value())
        .param(
            "statuses",
            java.util.Arrays.stream(statuses).map(CommissionStatus::label).toArray(String[]::new))
        .query(CommissionStore::commission)
        .list();
  }

  /**
   * Those that a payout collects by its lines: approved by one of them, or paid by a returned
   * payout whose money one of them is.
   */
  List<Commission> collectedBy(JdbcClient sql, PayoutId payout) {
    return sql.sql(
            COLUMNS
                + """
                where status = 'approved'
                  and (id in (select t.commission_id
                              from reward.payout_line l
                              join reward.txn t on t.id = l.txn_id
                              where l.payout_id = :payout
                                and t.event = 'approve')
                    or payout_id in (select t.payout_id
                                     from reward.payout_line l
                                     join reward.txn t on t.id = l.txn_id
                                     where l.payout_id = :payout
                                       and t.event = 'payout.return'))
                order by id
                for update
                """)
        .param("payout", payout.value())
        .query(CommissionStore::commission)
        .list();
  }

  /** Affiliates with commissions whose hold is over. */
  List<AffiliateId> affiliatesWithDue(JdbcClient sql, Instant now, int limit) {
    return sql.sql(
            """
            select distinct affiliate_id
            from reward.commission
            where status = 'pending'
              and matures_at <= :now
            limit :limit
            """)
        .param("now", Columns.time(now))
        .param("limit", limit)
        .query((row, n) -> new AffiliateId(row.getString("affiliate_id")))
        .list();
  }

  /** Commissions of these affiliates whose hold is over and that nobody else works on. */
  List<Commission> due(JdbcClient sql, Collection<AffiliateId> affiliates, Instant now, int limit) {
    return sql.sql(
            COLUMNS
                + """
                where status = 'pending'
                  and matures_at <= :now
                  and affiliate_id = any(cast(:affiliates as text[]))
                order by id
                limit :limit
                for update skip locked
                """)
        .param("now", Columns.time(now))
        .param("affiliates", affiliates.stream().map(AffiliateId::value).toArray(String[]::new))
        .param("limit", limit)
        .query(CommissionStore::commission)
        .list();
  }

  /** Newest first; one row more than the page has. */
  public List<Commission> list(JdbcClient sql, CommissionFilter filter, PageQuery page) {
    return sql.sql(
            COLUMNS
                + """
                where (cast(:conversion as text) is null or conversion_id = :conversion)
                  and (cast(:affiliate as text) is null or affiliate_id = :affiliate)
                  and (cast(:campaign as text) is null or campaign_id = :campaign)
                  and (cast(:status as text) is null or status = :status)
                  and (cast(:cursor as text) is null or id < :cursor)
                order by id desc
                limit :limit
                """)
        .param("conversion", filter.conversionId() == null ? null : filter.conversionId().value())
        .param("affiliate", filter.affiliateId() == null ? null : filter.affiliateId().value())
        .param("campaign", filter.campaignId() == null ? null : filter.campaignId().value())
        .param("status", filter.status() == null ? null : filter.status().label())
        .param("cursor", page.cursor())
        .param("limit", page.limit() + 1)
        .query(CommissionStore::commission)
        .list();
  }

  private static Commission commission(ResultSet row, int n) throws SQLException {
    @Nullable PayoutId payout = Columns.idOrNull(row, "payout_id", PayoutId::new);
    return new Commission(
        new CommissionId(row.getString("id")),
        new ConversionId(row.getString("conversion_id")),
        new CampaignId(row.getString("campaign_id")),
        new AffiliateId(row.getString("affiliate_id")),
        new Commission.RuleRef(
            new RuleId(row.getString("rule_id")),
            row.getInt("rule_version"),
            row.getString("rule_name")),
        row.getInt("revision"),
        Amounts.money(row, "accrued"),
        Amounts.money(row, "taken_back"),
        CommissionStatus.of(row.getString("status")),
        row.getString("reason"),
        row.getString("explanation"),
        row.getString("accrual_key"),
        Columns.time(row, "conversion_at"),
        Columns.time(row, "matures_at"),
        Columns.time(row, "created_at"),
        payout);
  }
}
