package io.tributary.payment.store;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.payment.transfer.Attempt;
import io.tributary.payment.transfer.GatewayAnswer;
import io.tributary.payment.transfer.Order;
import io.tributary.payment.transfer.TransferStatus;
import io.tributary.platform.security.Sha256;
import io.tributary.platform.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Transfers and attempts as rows of the running transaction's tenant. */
public final class TransferStore {

  /** A transfer and where it is. */
  public record Transfer(
      Order order,
      AffiliateId affiliate,
      TransferStatus status,
      @Nullable String reference,
      boolean debited) {}

  /**
   * An attempt and what was done about it.
   *
   * @param sends requests that were begun
   */
  record AttemptState(
      Attempt attempt,
      TransferStatus status,
      int sends,
      int checks,
      @Nullable Instant firstSentAt,
      @Nullable Instant nextCheckAt,
      @Nullable String leaseOwner,
      @Nullable Instant leaseUntil) {}

  /** What has something to do. */
  record Due(TenantId tenant, PayoutId payout, int n) {}

  boolean insert(JdbcClient sql, Order order, AffiliateId affiliate, Instant at) {
    return sql.sql(
                """
                insert into payment.transfer
                  (payout_id, tenant_id, affiliate_id, gateway, account, currency, net, status, created_at)
                values (:payout, :tenant, :affiliate, :gateway, :account, :currency, :net, 'created', :at)
                on conflict (payout_id) do nothing
                """)
            .param("payout", order.payoutId().value())
            .param("tenant", order.tenant().value())
            .param("affiliate", affiliate.value())
            .param("gateway", order.gateway())
            .param("account", order.account())
            .param("currency", order.net().currency().value())
            .param("net", order.net().minor())
            .param("at", Columns.time(at))
            .update()
        == 1;
  }

  public Optional<Transfer> find(JdbcClient sql, PayoutId payout) {
    return transfer(sql, payout, "");
  }

  Optional<Transfer> lock(JdbcClient sql, PayoutId payout) {
    return transfer(sql, payout, " for update");
  }

  /** Locks a transfer that nobody else works on now. */
  Optional<Transfer> tryLock(JdbcClient sql, PayoutId payout) {
    return transfer(sql, payout, " for update skip locked");
  }

  private Optional<Transfer> transfer(JdbcClient sql, PayoutId payout, String how) {
    return sql.sql(
            """
            select payout_id, tenant_id, affiliate_id, gateway, account, currency, net, status,
                   reference, debited_at
            from payment.transfer
            where payout_id = :payout
            """
                + how)
        .param("payout", payout.value())
        .query(
            (row, n) ->
                new Transfer(
                    new Order(
                        new TenantId(row.getString("tenant_id")),
                        new PayoutId(row.getString("payout_id")),
                        row.getString("gateway"),
                        row.getString("account"),
                        new Money(row.getLong("net"), new CurrencyCode(row.getString("currency")))),
                    new AffiliateId(row.getString("affiliate_id")),
                    TransferStatus.of(row.getString("status")),
                    row.getString("reference"),
                    row.getObject("debited_at") != null))
        .optional();
  }

  void update(
      JdbcClient sql,
      PayoutId payout,
      TransferStatus status,
      @Nullable String reference,
      @Nullable String failure,
      @Nullable Instant debitedAt,
      @Nullable Instant settledAt,
      @Nullable Instant nextAttemptAt) {
    sql.sql(
            """
            update payment.transfer
            set status = :status,
                reference = coalesce(:reference, reference),
                failure = :failure,
                debited_at = coalesce(debited_at, :debited),
                settled_at = coalesce(settled_at, :settled),
                next_attempt_at = :next
            where payout_id = :payout
            """)
        .param("status", status.label())
        .param("reference", reference)
        .param("failure", failure)
        .param("debited", Columns.timeOrNull(debitedAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("settled", Columns.timeOrNull(settledAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("next", Columns.timeOrNull(nextAttemptAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("payout", payout.value())
        .update();
  }

  int attempts(JdbcClient sql, PayoutId payout) {
    return sql.sql("select count(*) from payment.payout_attempt where payout_id = :payout")
        .param("payout", payout.value())
        .query(Integer.class)
        .single();
  }

  /** Freezes a request; it is due at once. */
  void insert(JdbcClient sql, Attempt attempt, Instant at) {
    sql.sql(
            """
            insert into payment.payout_attempt
              (payout_id, n, tenant_id, key, status, request_bytes, request_sha256, next_check_at, created_at)
            values (:payout, :n, :tenant, :key, 'submitting', :bytes, :sha256, :at, :at)
            """)
        .param("payout", attempt.payoutId().value())
        .param("n", attempt.n())
        .param("tenant", attempt.tenant().value())
        .param("key", attempt.key())
        .param("bytes", attempt.request())
        .param("sha256", Sha256.of(attempt.request()))
        .param("at", Columns.time(at))
        .update();
  }

  List<Due> due(JdbcClient sql, Instant now, int limit) {
    return sql.sql("select tenant_id, payout_id, n from payment.due_attempts(:now, :limit)")
        .param("now", Columns.time(now))
        .param("limit", limit)
        .query(
            (row, n) ->
                new Due(
                    new TenantId(row.getString("tenant_id")),
                    new PayoutId(row.getString("payout_id")),
                    row.getInt("n")))
        .list();
  }

  List<Due> dueTransfers(JdbcClient sql, Instant now, int limit) {
    return sql.sql("select tenant_id, payout_id from payment.due_transfers(:now, :limit)")
        .param("now", Columns.time(now))
        .param("limit", limit)
        .query(
            (row, n) ->
                new Due(
                    new TenantId(row.getString("tenant_id")),
                    new PayoutId(row.getString("payout_id")),
                    0))
        .list();
  }

  Optional<AttemptState> attempt(JdbcClient sql, PayoutId payout, int n) {
    return sql.sql(
            """
            select a.payout_id, a.n, a.tenant_id, a.key, a.status, a.request_bytes, a.sends, a.checks,
                   a.first_sent_at, a.next_check_at, a.lease_owner, a.lease_until, t.reference, t.gateway
            from payment.payout_attempt a
            join payment.transfer t on t.payout_id = a.payout_id
            where a.payout_id = :payout
              and a.n = :n
            """)
        .param("payout", payout.value())
        .param("n", n)
        .query(TransferStore::attempt)
        .optional();
  }

  /** Takes the lease and counts the send that it is for. */
  void lease(JdbcClient sql, Attempt attempt, String owner, Instant now, Instant until) {
    sql.sql(
            """
            update payment.payout_attempt
            set lease_owner = :owner,
                lease_until = :until,
                sends = sends + 1,
                first_sent_at = coalesce(first_sent_at, :now)
            where payout_id = :payout
              and n = :n
            """)
        .param("owner", owner)
        .param("until", Columns.time(until))
        .param("now", Columns.time(now))
        .param("payout", attempt.payoutId().value())
        .param("n", attempt.n())
        .update();
  }

  /** Stores an answer and gives the lease back. */
  void answer(
      JdbcClient sql,
      Attempt attempt,
      TransferStatus status,
      GatewayAnswer answer,
      int checks,
      @Nullable Instant nextCheckAt,
      Instant now) {
    sql.sql(
            """
            update payment.payout_attempt
            set status = :status,
                answer_status = :answerStatus,
                answer_bytes = :answerBytes,
                answered_at = :now,
                checks = :checks,
                next_check_at = :next,
                lease_owner = null,
                lease_until = null
            where payout_id = :payout
              and n = :n
            """)
        .param("status", status.label())
        .param("answerStatus", answer.status(), java.sql.Types.INTEGER)
        .param("answerBytes", answer.body(), java.sql.Types.BINARY)
        .param("now", Columns.time(now))
        .param("checks", checks)
        .param("next", Columns.timeOrNull(nextCheckAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("payout", attempt.payoutId().value())
        .param("n", attempt.n())
        .update();
  }

  void markUnknown(JdbcClient sql, Attempt attempt) {
    sql.sql(
            """
            update payment.payout_attempt
            set status = 'unknown'
            where payout_id = :payout
              and n = :n
            """)
        .param("payout", attempt.payoutId().value())
        .param("n", attempt.n())
        .update();
  }

  /** Has the live attempt of a payout looked at now. */
  void checkNow(JdbcClient sql, PayoutId payout, Instant now) {
    sql.sql(
            """
            update payment.payout_attempt
            set next_check_at = least(next_check_at, :now)
            where payout_id = :payout
              and status in ('submitted', 'unknown', 'on_hold')
            """)
        .param("payout", payout.value())
        .param("now", Columns.time(now))
        .update();
  }

  /** Keeps a call of a gateway; false when it came before. */
  boolean keepHook(
      JdbcClient sql, TenantId tenant, String gateway, String eventId, byte[] body, Instant now) {
    return sql.sql(
                """
                insert into payment.gateway_hook (tenant_id, gateway, event_id, body, received_at)
                values (:tenant, :gateway, :event, :body, :now)
                on conflict do nothing
                """)
            .param("tenant", tenant.value())
            .param("gateway", gateway)
            .param("event", eventId)
            .param("body", body)
            .param("now", Columns.time(now))
            .update()
        == 1;
  }

  void anomaly(
      JdbcClient sql, TenantId tenant, PayoutId payout, String code, String detail, Instant now) {
    sql.sql(
            """
            insert into payment.anomaly (tenant_id, payout_id, code, detail, at)
            values (:tenant, :payout, :code, :detail, :now)
            """)
        .param("tenant", tenant.value())
        .param("payout", payout.value())
        .param("code", code)
        .param("detail", detail)
        .param("now", Columns.time(now))
        .update();
  }

  private static AttemptState attempt(ResultSet row, int number) throws SQLException {
    return new AttemptState(
        new Attempt(
            new TenantId(row.getString("tenant_id")),
            new PayoutId(row.getString("payout_id")),
            row.getInt("n"),
            row.getString("gateway"),
            row.getString("key"),
            row.getBytes("request_bytes"),
            row.getString("reference")),
        TransferStatus.of(row.getString("status")),
        row.getInt("sends"),
        row.getInt("checks"),
        Columns.timeOrNull(row, "first_sent_at"),
        Columns.timeOrNull(row, "next_check_at"),
        row.getString("lease_owner"),
        Columns.timeOrNull(row, "lease_until"));
  }
}
