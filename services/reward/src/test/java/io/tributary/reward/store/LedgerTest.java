package io.tributary.reward.store;

import static io.tributary.reward.store.Fixture.eur;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.TenantId;
import io.tributary.platform.testing.TestDatabases;
import io.tributary.reward.ledger.Account;
import io.tributary.reward.ledger.PayoutAmounts;
import io.tributary.reward.ledger.Posted;
import io.tributary.reward.ledger.Posting;
import io.tributary.reward.ledger.PostingRefused;
import io.tributary.reward.ledger.Postings;
import io.tributary.reward.ledger.Postings.AccrualKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every constraint is attempted in SQL, past the service, as the service's own role. */
class LedgerTest {

  private final Fixture books = new Fixture();
  private final AffiliateId anna = AffiliateId.of(Fixture.IDS.next());
  private final CampaignId spring = CampaignId.of(Fixture.IDS.next());
  private final ConversionId conversion = ConversionId.of(Fixture.IDS.next());
  private final CommissionId commission = CommissionId.of(Fixture.IDS.next());
  private Posted first;

  @BeforeEach
  void accrueTen() {
    first = post(accrual(1_000, 1));
  }

  @Test
  void aPostingMovesMoneyOnBothAccounts() {
    assertThat(balance(Account.commission(spring))).isEqualTo(1_000);
    assertThat(balance(Account.held(anna))).isEqualTo(-1_000);
    assertThat(balance(Account.available(anna))).isZero();
    assertThat(first.replayed()).isFalse();
  }

  @Test
  void theSameKeyWithTheSameContentIsTheFirstTransaction() {
    Posting posting = accrual(500, 7);
    Posted once = post(posting);
    assertThat(post(posting)).isEqualTo(new Posted(once.txnId(), true));
    assertThat(balance(Account.held(anna))).isEqualTo(-1_500);
    List<Posted> together =
        books.in(
            sql -> books.ledger.post(sql, books.tenant, List.of(accrual(1, 8), accrual(1, 8))));
    assertThat(together.get(0)).isEqualTo(together.get(1));
    assertThat(balance(Account.held(anna))).isEqualTo(-1_501);
  }

  @Test
  void theSameKeyWithOtherContentIsRefusedAndChangesNothing() {
    String before = dump();
    assertThatThrownBy(() -> post(accrual(999, 1)))
        .isInstanceOfSatisfying(
            PostingRefused.class, refused -> assertThat(refused.sqlState()).isEqualTo("22023"));
    assertThat(dump()).isEqualTo(before);
  }

  @Test
  void anAffiliatesAccountCannotBeOverdrawn() {
    String before = dump();
    assertThatThrownBy(() -> post(Postings.approve(commission, anna, eur(1_001), books.now())))
        .satisfies(failure -> assertThat(sqlState(failure)).isEqualTo("23514"))
        .hasMessageContaining("balance_no_overdraft");
    assertThat(dump()).isEqualTo(before);
  }

  @Test
  void aReceivableCannotBecomeACredit() {
    post(Postings.approve(commission, anna, eur(1_000), books.now()));
    assertThatThrownBy(
            () ->
                post(
                    Postings.recoup(
                        io.tributary.contract.id.PayoutRunId.of(Fixture.IDS.next()),
                        anna,
                        eur(1),
                        books.now())))
        .hasMessageContaining("balance_no_negative");
  }

  @Test
  void aTransactionThatDoesNotSumToZeroDoesNotCommit() {
    refused(
        "23514",
        "not balanced",
        sql -> {
          long txn = txn(sql, "unbalanced");
          entry(sql, txn, 1, Account.held(anna), 5);
          entry(sql, txn, 2, Account.commission(spring), -4);
        });
  }

  @Test
  void aTransactionWithoutTwoEntriesDoesNotCommit() {
    refused("23514", "not balanced", sql -> txn(sql, "empty"));
  }

  @Test
  void anUnbalancedTransactionIsSeenAlsoAfterTheTenantWasSwitched() {
    refused(
        "23514",
        "not balanced",
        sql -> {
          txn(sql, "left behind");
          books.database.asTenant(sql, TenantId.of(Fixture.IDS.next()));
        });
  }

  @Test
  void noLineIsAddedToATransactionThatIsClosed() {
    refused("23514", "closed", sql -> entry(sql, first.txnId(), 3, Account.held(anna), 1));
  }

  @Test
  void aLineAddedInsideASavepointOfTheOpeningTransactionIsNotLate() {
    books.in(
        sql -> {
          long txn = txn(sql, "savepoint");
          entry(sql, txn, 1, Account.held(anna), 5);
          sql.sql(
                  """
                  do $$
                  begin
                    insert into reward.entry (txn_id, line, tenant_id, account_id, currency, amount)
                    select %d, 2, tenant_id, account_id, currency, -amount
                    from reward.entry where txn_id = %d;
                  exception when division_by_zero then null;
                  end
                  $$
                  """
                      .formatted(txn, txn))
              .update();
          return txn;
        });
    assertThat(count(books, "reward.entry")).isEqualTo(4);
  }

  @Test
  void anEntryHasItsAccountsCurrency() {
    refused(
        "23514",
        "currency",
        sql -> {
          long txn = txn(sql, "currency");
          sql.sql(
                  """
                  insert into reward.entry (txn_id, line, tenant_id, account_id, currency, amount)
                  select :txn, 1, tenant_id, id, 'USD', 5
                  from reward.account
                  where code = :code
                  """)
              .param("txn", txn)
              .param("code", Account.held(anna).code())
              .update();
        });
  }

  @Test
  void anEntryHasItsAccountsTenant() {
    Fixture other = new Fixture();
    long foreign = books.in(sql -> accountId(sql, Account.held(anna)));
    assertThatThrownBy(
            () ->
                other.in(
                    sql -> {
                      long txn = txn(sql, other.tenant, "foreign");
                      return sql.sql(
                              """
                              insert into reward.entry (txn_id, line, tenant_id, account_id, currency, amount)
                              values (:txn, 1, :tenant, :account, 'EUR', 5)
                              """)
                          .param("txn", txn)
                          .param("tenant", other.tenant.value())
                          .param("account", foreign)
                          .update();
                    }))
        .hasMessageContaining("one tenant");
  }

  @Test
  void anEntryOfNothingIsRefused() {
    refused(
        "23514", "entry_amount", sql -> entry(sql, txn(sql, "nothing"), 1, Account.held(anna), 0));
  }

  @Test
  void transactionsAndEntriesCannotBeChangedByTheServicesRole() {
    for (String table : List.of("txn", "entry", "account")) {
      refused("42501", "permission denied", sql -> run(sql, "delete from reward." + table));
      refused(
          "42501", "permission denied", sql -> run(sql, "truncate reward." + table + " cascade"));
    }
    refused("42501", "permission denied", sql -> run(sql, "update reward.entry set amount = 1"));
    refused(
        "42501", "permission denied", sql -> run(sql, "update reward.txn set event = 'reject'"));
    refused("42501", "permission denied", sql -> run(sql, "delete from reward.balance"));
  }

  @Test
  void norByTheOwnerByAccident() {
    JdbcClient owner = TestDatabases.owner();
    for (String statement :
        List.of(
            "update reward.txn set event = 'reject'",
            "delete from reward.txn where false",
            "truncate reward.txn cascade",
            "update reward.entry set amount = 1",
            "delete from reward.entry",
            "truncate reward.entry cascade",
            "delete from reward.balance",
            "truncate reward.balance",
            "update reward.account set guard = 'none'")) {
      assertThatThrownBy(() -> run(owner, statement))
          .as(statement)
          .satisfies(failure -> assertThat(sqlState(failure)).isEqualTo("55000"));
    }
  }

  @Test
  void aBalanceOnlyGrows() {
    refused(
        "23514",
        "only grows",
        sql ->
            run(
                sql,
                "update reward.balance set credits = credits - 1, version = version + 1 where"
                    + " credits > 0"));
    refused(
        "23514", "only grows", sql -> run(sql, "update reward.balance set debits = debits + 1"));
    refused(
        "23514",
        "only grows",
        sql ->
            run(
                sql,
                "update reward.balance set guard = 'none', version = version + 1 where guard <>"
                    + " 'none'"));
  }

  @Test
  void aBalanceIsNeverNegativeOnASide() {
    for (String side : List.of("debits", "credits")) {
      refused(
          "23514",
          "balance_" + side,
          sql ->
              sql.sql(
                      """
                      insert into reward.balance (account_id, shard, tenant_id, guard, %s)
                      select id, 1, tenant_id, guard, -1
                      from reward.account
                      where guard = 'none'
                      """
                          .formatted(side))
                  .update());
    }
  }

  @Test
  void aGuardedAccountIsNeverSharded() {
    refused(
        "23514",
        "account_guarded_is_whole",
        sql ->
            run(
                sql,
                """
                insert into reward.account (tenant_id, code, kind, currency, guard, sharded)
                values ('%s', 'Liabilities:X', 'liability', 'EUR', 'debits_must_not_exceed_credits', true)
                """
                    .formatted(books.tenant)));
  }

  @Test
  void anAccountAndATransactionKeyExistOncePerTenant() {
    refused(
        "23505",
        "account_once",
        sql ->
            run(
                sql,
                "insert into reward.account (tenant_id, code, kind, currency, guard) "
                    + "select tenant_id, code, kind, currency, guard from reward.account"));
    refused(
        "23505",
        "txn_once",
        sql ->
            sql.sql(
                    """
                    insert into reward.txn (tenant_id, event, idem_key, fingerprint, effective_at)
                    select tenant_id, event, idem_key, fingerprint, effective_at
                    from reward.txn
                    """)
                .update());
  }

  @Test
  void aTransactionIsReversedOnce() {
    post(reject(600));
    refused(
        "23505",
        "txn_reversed_once",
        sql ->
            sql.sql(
                    """
                    insert into reward.txn (tenant_id, event, idem_key, fingerprint, effective_at, reverses)
                    values (:tenant, 'reject', 'reject:again', :fingerprint, now(), :reverses)
                    """)
                .param("tenant", books.tenant.value())
                .param("fingerprint", new byte[32])
                .param("reverses", first.txnId())
                .update());
  }

  @Test
  void whatUndoesATransactionMayComeInTheSameCall() {
    CommissionId other = CommissionId.of(Fixture.IDS.next());
    Posting accrual = accrual(300, 9);
    List<Posted> posted =
        books.in(
            sql ->
                books.ledger.post(
                    sql,
                    books.tenant,
                    List.of(
                        Postings.reject(other, accrual.key(), anna, spring, eur(300), books.now()),
                        accrual)));
    Long reverses =
        books.in(
            sql ->
                sql.sql("select reverses from reward.txn where id = :id")
                    .param("id", posted.get(0).txnId())
                    .query(Long.class)
                    .single());
    assertThat(reverses).isEqualTo(posted.get(1).txnId());
  }

  @Test
  void aPayoutHasOneEnd() {
    PayoutId payout = PayoutId.of(Fixture.IDS.next());
    post(Postings.approve(commission, anna, eur(1_000), books.now()));
    PayoutAmounts amounts = PayoutAmounts.untaxed(eur(1_000));
    post(Postings.reserve(payout, anna, amounts, books.now()));
    post(Postings.debit(payout, "sandbox", eur(1_000), books.now()));
    assertThatThrownBy(() -> post(Postings.fail(payout, anna, amounts, books.now())))
        .satisfies(failure -> assertThat(sqlState(failure)).isEqualTo("23505"))
        .hasMessageContaining("txn_payout_end");
  }

  @Test
  void whoOpenedATransactionIsTheDatabasesWord() {
    refused(
        "23514",
        "not balanced",
        sql ->
            sql.sql(
                    """
                    insert into reward.txn
                      (tenant_id, event, idem_key, fingerprint, effective_at, recorded_at, opened_by)
                    values (:tenant, 'accrue', 'forged', :fingerprint, now(), '2020-01-01', '7')
                    """)
                .param("tenant", books.tenant.value())
                .param("fingerprint", new byte[32])
                .update());
    assertThat(count(books, "reward.txn where recorded_at < '2021-01-01' or opened_by = '7'"))
        .isZero();
  }

  @Test
  void aTenantSeesAndWritesItsOwnRowsOnly() {
    Fixture other = new Fixture();
    for (String table : List.of("account", "balance", "txn", "entry", "invariant_violations")) {
      assertThat(count(other, "reward." + table)).as(table).isZero();
    }
    assertThatThrownBy(() -> other.in(sql -> txn(sql, books.tenant, "smuggled")))
        .satisfies(failure -> assertThat(sqlState(failure)).isEqualTo("42501"));
  }

  @Test
  void amountsThatDoNotFitAreRefused() {
    post(accrual(Long.MAX_VALUE - 2_000, 20));
    assertThatThrownBy(() -> post(accrual(2_000, 21)))
        .satisfies(failure -> assertThat(sqlState(failure)).isEqualTo("22003"));
    assertThatThrownBy(() -> eur(Long.MAX_VALUE).plus(eur(1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void manyAtOnceOnTheSameHouseAccountLoseNothing() throws Exception {
    List<Future<Posted>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (int i = 0; i < 60; i++) {
        int revision = 100 + i % 30;
        all.add(threads.submit(() -> post(accrual(10, revision))));
      }
    }
    for (Future<Posted> one : all) {
      assertThat(one.get().txnId()).isPositive();
    }
    assertThat(balance(Account.commission(spring))).isEqualTo(1_000 + 30 * 10);
    assertThat(books.violations()).noneMatch(violation -> violation.startsWith("I2"));
    assertThat(books.violations()).noneMatch(violation -> violation.startsWith("I3"));
  }

  @Test
  void aBatchOfHundredsIsOneCommit() {
    List<Posting> batch = IntStream.range(0, 400).mapToObj(i -> accrual(1 + i, 1_000 + i)).toList();
    List<Posted> posted = books.in(sql -> books.ledger.post(sql, books.tenant, batch));
    assertThat(posted).hasSize(400).noneMatch(Posted::replayed);
    assertThat(balance(Account.held(anna))).isEqualTo(-1_000 - 400L * 401 / 2);
  }

  private Posting accrual(long amount, int revision) {
    return Postings.accrue(
        commission,
        new AccrualKey(conversion, "rule.1", anna, revision),
        spring,
        eur(amount),
        books.now());
  }

  private Posting reject(long amount) {
    return Postings.reject(
        commission,
        new AccrualKey(conversion, "rule.1", anna, 1).text(),
        anna,
        spring,
        eur(amount),
        books.now());
  }

  private Posted post(Posting posting) {
    return books.in(sql -> books.ledger.post(sql, books.tenant, posting));
  }

  private long balance(Account account) {
    return books.in(sql -> books.ledger.balance(sql, books.tenant, account, Fixture.EUR));
  }

  private static long count(Fixture whose, String what) {
    return whose.in(sql -> sql.sql("select count(*) from " + what).query(Long.class).single());
  }

  private String dump() {
    return books.in(
        sql ->
            sql
                .sql("select b.* from reward.balance b order by account_id, shard")
                .query()
                .listOfRows()
                .stream()
                .map(Map::toString)
                .toList()
                .toString());
  }

  private long txn(JdbcClient sql, String key) {
    return txn(sql, books.tenant, key);
  }

  private static long txn(JdbcClient sql, TenantId tenant, String key) {
    return sql.sql(
            """
            insert into reward.txn (tenant_id, event, idem_key, fingerprint, effective_at)
            values (:tenant, 'accrue', :key, :fingerprint, now())
            returning id
            """)
        .param("tenant", tenant.value())
        .param("key", key)
        .param("fingerprint", new byte[32])
        .query(Long.class)
        .single();
  }

  private void entry(JdbcClient sql, long txn, int line, Account account, long amount) {
    sql.sql(
            """
            insert into reward.entry (txn_id, line, tenant_id, account_id, currency, amount)
            values (:txn, :line, :tenant, :account, 'EUR', :amount)
            """)
        .param("txn", txn)
        .param("line", line)
        .param("tenant", books.tenant.value())
        .param("account", accountId(sql, account))
        .param("amount", amount)
        .update();
  }

  private static long accountId(JdbcClient sql, Account account) {
    return sql.sql("select id from reward.account where code = :code")
        .param("code", account.code())
        .query(Long.class)
        .single();
  }

  private static void run(JdbcClient sql, String statement) {
    sql.sql(statement).update();
  }

  private void refused(
      String sqlState, String words, java.util.function.Consumer<JdbcClient> statement) {
    String before = dump();
    ThrowingCallable attempt =
        () ->
            books.in(
                sql -> {
                  statement.accept(sql);
                  return true;
                });
    assertThatThrownBy(attempt)
        .satisfies(failure -> assertThat(sqlState(failure)).isEqualTo(sqlState))
        .hasStackTraceContaining(words);
    assertThat(dump()).isEqualTo(before);
  }

  private static String sqlState(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql.getSQLState();
      }
    }
    return "";
  }
}
