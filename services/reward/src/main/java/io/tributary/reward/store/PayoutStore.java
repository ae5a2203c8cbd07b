package io.tributary.reward.store;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.PayoutRunId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Columns;
import io.tributary.reward.ledger.PayoutAmounts;
import io.tributary.reward.payout.Payout;
import io.tributary.reward.payout.PayoutRun;
import io.tributary.reward.payout.PayoutStatus;
import io.tributary.reward.payout.RunStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Payout runs, payouts and their lines, as rows of the running transaction's tenant. */
public final class PayoutStore {

  private static final String PAYOUT_COLUMNS =
      """
      select id, run_id, affiliate_id, gateway, account, currency, gross, tax, fee, net, status,
             reference, failure, created_at, debited_at, settled_at
      from reward.payout
      """;

  private static final String RUN_COLUMNS =
      """
      select r.id, r.status, r.gateway, r.currency, r.created_at, r.created_by, r.approved_at,
             r.approved_by, p.payout_count, p.total
      from reward.payout_run r
      cross join lateral (
        select count(*) as payout_count, coalesce(sum(net), 0) as total
        from reward.payout
        where run_id = r.id
      ) p
      """;

  void insertRun(
      JdbcClient sql,
      TenantId tenant,
      PayoutRunId id,
      String gateway,
      CurrencyCode currency,
      Instant at,
      String by) {
    sql.sql(
            """
            insert into reward.payout_run (id, tenant_id, gateway, currency, status, created_at, created_by)
            values (:id, :tenant, :gateway, :currency, 'prepared', :at, :by)
            """)
        .param("id", id.value())
        .param("tenant", tenant.value())
        .param("gateway", gateway)
        .param("currency", currency.value())
        .param("at", Columns.time(at))
        .param("by", by)
        .update();
  }

  void insert(JdbcClient sql, TenantId tenant, Payout payout) {
    PayoutAmounts amounts = payout.amounts();
    sql.sql(
            """
            insert into reward.payout
              (id, tenant_id, run_id, affiliate_id, gateway, account, currency, gross, tax, fee, net,
               status, created_at)
            values
              (:id, :tenant, :run, :affiliate, :gateway, :account, :currency, :gross, :tax, :fee, :net,
               :status, :at)
            """)
        .param("id", payout.id().value())
        .param("tenant", tenant.value())
        .param("run", payout.runId().value())
        .param("affiliate", payout.affiliateId().value())
        .param("gateway", payout.gateway())
        .param("account", payout.account())
        .param("currency", amounts.net().currency().value())
        .param("gross", amounts.gross().minor())
        .param("tax", amounts.tax().minor())
        .param("fee", amounts.fee().minor())
        .param("net", amounts.net().minor())
        .param("status", payout.status().label())
        .param("at", Columns.time(payout.createdAt()))
        .update();
  }

  /**
   * Collects all entries on the affiliate's Available account that no active line holds, except
   * those of reservations and their undoing.
   *
   * @return their sum, a positive number
   */
  long collectLines(
      JdbcClient sql,
      TenantId tenant,
      PayoutId payout,
      String availableCode,
      CurrencyCode currency) {
    return sql.sql(
            """
            with collected as (
              insert into reward.payout_line (payout_id, tenant_id, txn_id, line, amount)
              select :payout, :tenant, e.txn_id, e.line, -e.amount
              from reward.account a
              join reward.entry e on e.account_id = a.id
              join reward.txn t on t.id = e.txn_id
              where a.tenant_id = :tenant
                and a.code = :code
                and a.currency = :currency
                and t.event not in ('payout.reserve', 'payout.fail', 'payout.cancel')
                and not exists (
                  select 1
                  from reward.payout_line l
                  where l.txn_id = e.txn_id
                    and l.line = e.line
                    and l.active)
              returning amount
            )
            select coalesce(sum(amount), 0)
            from collected
            """)
        .param("payout", payout.value())
        .param("tenant", tenant.value())
        .param("code", availableCode)
        .param("currency", currency.value())
        .query(Long.class)
        .single();
  }

  void releaseLines(JdbcClient sql, PayoutId payout) {
    sql.sql("update reward.payout_line set active = false where payout_id = :payout and active")
        .param("payout", payout.value())
        .update();
  }

  Optional<Payout> lock(JdbcClient sql, PayoutId id) {
    return sql.sql(PAYOUT_COLUMNS + "where id = :id for update")
        .param("id", id.value())
        .query(PayoutStore::payout)
        .optional();
  }

  public Optional<Payout> find(JdbcClient sql, PayoutId id) {
    return sql.sql(PAYOUT_COLUMNS + "where id = :id")
        .param("id", id.value())
        .query(PayoutStore::payout)
        .optional();
  }

  List<AffiliateId> affiliatesOf(JdbcClient sql, Collection<PayoutId> payouts) {
    return sql.sql(
            """
            select distinct affiliate_id
            from reward.payout
            where id = any(cast(:payouts as text[]))
            """)
        .param("payouts", payouts.stream().map(PayoutId::value).toArray(String[]::new))
        .query((row, n) -> new AffiliateId(row.getString("affiliate_id")))
        .list();
  }

  List<Payout> ofRun(JdbcClient sql, PayoutRunId run) {
    return sql.sql(PAYOUT_COLUMNS + "where run_id = :run order by id")
        .param("run", run.value())
        .query(PayoutStore::payout)
        .list();
  }

  void update(JdbcClient sql, Payout payout) {
    sql.sql(
            """
            update reward.payout
            set status = :status,
                reference = :reference,
                failure = :failure,
                debited_at = :debited,
                settled_at = :settled
            where id = :id
            """)
        .param("status", payout.status().label())
        .param("reference", payout.reference())
        .param("failure", payout.failure())
        .param("debited", payout.debitedAt() == null ? null : Columns.time(payout.debitedAt()))
        .param("settled", payout.settledAt() == null ? null : Columns.time(payout.settledAt()))
        .param("id", payout.id().value())
        .update();
  }

  /** Newest first; one row more than the page has. */
  public List<Payout> list(
      JdbcClient sql,
      @Nullable PayoutRunId run,
      @Nullable AffiliateId affiliate,
      @Nullable PayoutStatus status,
      PageQuery page) {
    return sql.sql(
            PAYOUT_COLUMNS
                + """
                where (cast(:run as text) is null or run_id = :run)
                  and (cast(:affiliate as text) is null or affiliate_id = :affiliate)
                  and (cast(:status as text) is null or status = :status)
                  and (cast(:cursor as text) is null or id < :cursor)
                order by id desc
                limit :limit
                """)
        .param("run", run == null ? null : run.value())
        .param("affiliate", affiliate == null ? null : affiliate.value())
        .param("status", status == null ? null : status.label())
        .param("cursor", page.cursor())
        .param("limit", page.limit() + 1)
        .query(PayoutStore::payout)
        .list();
  }

  public Optional<PayoutRun> findRun(JdbcClient sql, PayoutRunId id) {
    return sql.sql(RUN_COLUMNS + "where r.id = :id")
        .param("id", id.value())
        .query(PayoutStore::run)
        .optional();
  }

  /** Newest first; one row more than the page has. */
  public List<PayoutRun> listRuns(JdbcClient sql, PageQuery page) {
    return sql.sql(
            RUN_COLUMNS
                + """
                where (cast(:cursor as text) is null or r.id < :cursor)
                order by r.id desc
                limit :limit
                """)
        .param("cursor", page.cursor())
        .param("limit", page.limit() + 1)
        .query(PayoutStore::run)
        .list();
  }

  /** Marks a prepared run as approved; false when it is not prepared. */
  boolean approveRun(JdbcClient sql, PayoutRunId id, Instant at, String by) {
    return sql.sql(
                """
                update reward.payout_run
                set status = 'approved',
                    approved_at = :at,
                    approved_by = :by
                where id = :id
                  and status = 'prepared'
                """)
            .param("id", id.value())
            .param("at", Columns.time(at))
            .param("by", by)
            .update()
        == 1;
  }

  /** Lets runs follow their payouts: running when one has moved, done when all have ended. */
  void followPayouts(JdbcClient sql, Collection<PayoutRunId> runs) {
    sql.sql(
            """
            with locked as (
              select id
              from reward.payout_run
              where id = any(cast(:runs as text[]))
                and status in ('approved', 'running')
              order by id
              for update
            )
            update reward.payout_run r
            set status = case
              when exists (
                select 1
                from reward.payout p
                where p.run_id = r.id
                  and p.status not in ('settled', 'failed', 'canceled', 'returned', 'reversed'))
              then 'running' else 'done' end
            from locked
            where r.id = locked.id
            """)
        .param("runs", runs.stream().map(PayoutRunId::value).sorted().toArray(String[]::new))
        .update();
  }

  private static Payout payout(ResultSet row, int n) throws SQLException {
    return new Payout(
        new PayoutId(row.getString("id")),
        new PayoutRunId(row.getString("run_id")),
        new AffiliateId(row.getString("affiliate_id")),
        row.getString("gateway"),
        row.getString("account"),
        new PayoutAmounts(
            Amounts.money(row, "gross"),
            Amounts.money(row, "tax"),
            Amounts.money(row, "fee"),
            Amounts.money(row, "net")),
        PayoutStatus.of(row.getString("status")),
        row.getString("reference"),
        row.getString("failure"),
        Columns.time(row, "created_at"),
        Columns.timeOrNull(row, "debited_at"),
        Columns.timeOrNull(row, "settled_at"));
  }

  private static PayoutRun run(ResultSet row, int n) throws SQLException {
    return new PayoutRun(
        new PayoutRunId(row.getString("id")),
        RunStatus.of(row.getString("status")),
        row.getString("gateway"),
        row.getInt("payout_count"),
        Amounts.money(row, "total"),
        Columns.time(row, "created_at"),
        row.getString("created_by"),
        Columns.timeOrNull(row, "approved_at"),
        row.getString("approved_by"));
  }
}
