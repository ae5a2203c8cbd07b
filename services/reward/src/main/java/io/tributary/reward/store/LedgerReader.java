package io.tributary.reward.store;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.platform.sql.Columns;
import io.tributary.reward.ledger.AffiliateBalance;
import io.tributary.reward.ledger.EntryRow;
import io.tributary.reward.ledger.HledgerJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the books say, of the running transaction's tenant. */
public final class LedgerReader {

  private static final int FETCHED_AT_ONCE = 500;

  private static final String ENTRIES =
      """
      select e.txn_id, e.line, t.event, t.idem_key, a.code, a.guard, e.amount, e.currency,
             t.effective_at, t.recorded_at, t.commission_id, t.payout_id
      from reward.entry e
      join reward.txn t on t.id = e.txn_id
      join reward.account a on a.id = e.account_id
      """;

  /** Sums of a currency. */
  public record TrialBalance(CurrencyCode currency, long debit, long credit) {}

  /** What an affiliate has, a row per currency. */
  public List<AffiliateBalance> balances(JdbcClient sql, AffiliateId affiliate) {
    return sql.sql(
            """
            with own as (
              select a.currency,
                     -sum(b.debits - b.credits) filter (where a.code = :held) as held,
                     -sum(b.debits - b.credits) filter (where a.code = :available) as available,
                     sum(b.debits - b.credits) filter (where a.code = :receivable) as receivable
              from reward.account a
              join reward.balance b on b.account_id = a.id
              where a.code in (:held, :available, :receivable)
              group by a.currency
            ),
            moved as (
              select e.currency,
                     -sum(e.amount) filter (where a.code = 'Liabilities:Payout:InFlight') as in_flight,
                     -sum(e.amount) filter (where a.code like 'Assets:Gateway:%') as paid
              from reward.payout p
              join reward.txn t on t.tenant_id = p.tenant_id and t.payout_id = p.id
              join reward.entry e on e.txn_id = t.id
              join reward.account a on a.id = e.account_id
              where p.affiliate_id = :affiliate
              group by e.currency
            )
            select own.currency,
                   coalesce(held, 0) as held,
                   coalesce(available, 0) as available,
                   coalesce(in_flight, 0) as in_flight,
                   coalesce(paid, 0) as paid,
                   coalesce(receivable, 0) as receivable
            from own
            left join moved on moved.currency = own.currency
            order by own.currency
            """)
        .param("affiliate", affiliate.value())
        .param("held", io.tributary.reward.ledger.Account.held(affiliate).code())
        .param("available", io.tributary.reward.ledger.Account.available(affiliate).code())
        .param("receivable", io.tributary.reward.ledger.Account.receivable(affiliate).code())
        .query(
            (row, n) ->
                new AffiliateBalance(
                    Amounts.currency(row),
                    row.getLong("held"),
                    row.getLong("available"),
                    row.getLong("in_flight"),
                    row.getLong("paid"),
                    row.getLong("receivable")))
        .list();
  }

  /**
   * Entries, the newest transaction first.
   *
   * @param affiliate only those on this affiliate's accounts
   * @param account only those on the account of this code
   * @param after the last row of the page before
   */
  public List<EntryRow> entries(
      JdbcClient sql,
      @Nullable AffiliateId affiliate,
      @Nullable String account,
      @Nullable Position after,
      int limit) {
    return sql.sql(
            ENTRIES
                + """
                where (cast(:affiliate as text) is null or split_part(a.code, ':', 3) = :affiliate)
                  and (cast(:account as text) is null or a.code = :account)
                  and (cast(:txn as bigint) is null
                       or e.txn_id < :txn
                       or (e.txn_id = :txn and e.line > :line))
                order by e.txn_id desc, e.line
                limit :limit
                """)
        .param("affiliate", affiliate == null ? null : affiliate.value())
        .param("account", account)
        .param("txn", after == null ? null : after.txnId())
        .param("line", after == null ? 0 : after.line())
        .param("limit", limit)
        .query(LedgerReader::entry)
        .list();
  }

  /** A place in the list of entries. */
  public record Position(long txnId, int line) {}

  /** Debits and credits of all accounts: equal in each currency when the books are right. */
  public List<TrialBalance> trialBalance(JdbcClient sql) {
    return sql.sql(
            """
            select e.currency,
                   coalesce(sum(e.amount) filter (where e.amount > 0), 0) as debit,
                   coalesce(-sum(e.amount) filter (where e.amount < 0), 0) as credit
            from reward.entry e
            group by e.currency
            order by e.currency
            """)
        .query(
            (row, n) ->
                new TrialBalance(
                    Amounts.currency(row), row.getLong("debit"), row.getLong("credit")))
        .list();
  }

  /** Writes the whole ledger, by date of record. */
  public void export(JdbcClient sql, Appendable out) {
    HledgerJournal journal = new HledgerJournal(out);
    try {
      journal.declare(
          sql.sql("select distinct currency from reward.account")
              .query((row, n) -> Amounts.currency(row))
              .list(),
          sql.sql("select distinct code from reward.account").query(String.class).list());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Stream<EntryRow> entries =
        sql
            .sql(
                ENTRIES
                    + """
                    order by (t.recorded_at at time zone 'UTC')::date, e.txn_id, e.line
                    """)
            .withFetchSize(FETCHED_AT_ONCE)
            .query(LedgerReader::entry)
            .stream()) {
      entries.forEach(
          row -> {
            try {
              journal.entry(row);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  private static EntryRow entry(ResultSet row, int n) throws SQLException {
    return new EntryRow(
        row.getLong("txn_id"),
        row.getInt("line"),
        row.getString("event"),
        row.getString("idem_key"),
        row.getString("code"),
        !row.getString("guard").equals("none"),
        Amounts.money(row, "amount"),
        Columns.time(row, "effective_at"),
        Columns.time(row, "recorded_at"),
        Columns.idOrNull(row, "commission_id", CommissionId::new),
        Columns.idOrNull(row, "payout_id", PayoutId::new));
  }
}
