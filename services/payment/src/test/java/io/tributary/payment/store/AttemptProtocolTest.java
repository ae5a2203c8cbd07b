package io.tributary.payment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.PayoutRunId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.payment.PaymentEvent;
import io.tributary.contract.reward.PayoutReserved;
import io.tributary.payment.PaymentApp;
import io.tributary.payment.PaymentFacts;
import io.tributary.payment.gateway.SandboxGateway;
import io.tributary.payment.key.SandboxKeys;
import io.tributary.payment.sandbox.SandboxBooks;
import io.tributary.payment.store.TransferStore.AttemptState;
import io.tributary.payment.store.TransferStore.Due;
import io.tributary.payment.transfer.Attempt;
import io.tributary.payment.transfer.CheckDelays;
import io.tributary.payment.transfer.GatewayAnswer;
import io.tributary.payment.transfer.Gateways;
import io.tributary.payment.transfer.TransferStatus;
import io.tributary.platform.sql.Database;
import io.tributary.platform.testing.FakeClock;
import io.tributary.platform.testing.TestDatabases;
import io.tributary.platform.testing.TestService;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Crashes at every step, against the sandbox: one movement and one debit, whatever happened. */
class AttemptProtocolTest {

  private static final IdSource IDS = IdSource.system();
  private static final String OURS = "worker";

  private final Database database = TestDatabases.of("payment");
  private final TenantId tenant = TenantId.of(IDS.next());
  private final PayoutId payout = PayoutId.of(IDS.next());
  private final FakeClock clock = new FakeClock("2020-03-01T10:00:00Z");
  private final TransferStore transfers = new TransferStore();
  private TransferBook book;
  private SandboxBooks sandbox;

  @BeforeEach
  void connect() {
    TestService app = PaymentApp.shared();
    sandbox = app.bean(SandboxBooks.class);
    book =
        new TransferBook(
            database,
            transfers,
            new Gateways(
                List.of(new SandboxGateway(app::base, new SandboxKeys(PaymentApp.SECRET)))),
            new CheckDelays(new Random(1)),
            IDS,
            clock,
            new SimpleMeterRegistry());
  }

  @Test
  void aPayoutIsSentOnceAndSettled() {
    begin("acct-anna");
    assertThat(status()).isEqualTo(TransferStatus.SUBMITTING);
    carry();
    assertThat(status()).isEqualTo(TransferStatus.SETTLED);
    assertThat(facts()).containsExactly("Debited", "Settled");
    assertThat(moved()).isEqualTo(1);
    assertThat(due()).isEmpty();
  }

  @Test
  void theSameReservationBeginsOneTransfer() {
    begin("acct-anna");
    begin("acct-anna");
    carry();
    assertThat(moved()).isEqualTo(1);
  }

  @Test
  void aCrashBeforeSendingIsResolvedWithTheSameKeyAndBytes() {
    begin("acct-anna");
    AttemptState claimed = claim();
    assertThat(book.due(100)).noneMatch(one -> one.payout().equals(payout));
    clock.advance(TransferBook.LEASE.plusSeconds(1));
    carry();
    assertThat(status()).isEqualTo(TransferStatus.SETTLED);
    assertThat(facts()).containsExactly("Unknown", "Debited", "Settled");
    assertThat(moved()).isEqualTo(1);
    assertThat(state().attempt().request()).isEqualTo(claimed.attempt().request());
  }

  @Test
  void aCrashAfterSendingIsResolvedWithoutASecondMovement() {
    begin("acct-anna");
    GatewayAnswer lost = book.ask(claim());
    assertThat(lost.outcome().label()).isEqualTo("settled");
    assertThat(moved()).isEqualTo(1);
    clock.advance(TransferBook.LEASE.plusSeconds(1));
    carry();
    assertThat(status()).isEqualTo(TransferStatus.SETTLED);
    assertThat(facts()).containsExactly("Unknown", "Debited", "Settled");
    assertThat(moved()).isEqualTo(1);
  }

  @Test
  void anAnswerThatComesAfterTheLeaseWasTakenOverIsDropped() {
    begin("acct-anna");
    AttemptState first = claim();
    GatewayAnswer answer = book.ask(first);
    clock.advance(TransferBook.LEASE.plusSeconds(1));
    AttemptState second =
        database.inTenant(tenant, sql -> book.claim(sql, due().getFirst(), "other").orElseThrow());
    assertThat(second.status()).isEqualTo(TransferStatus.UNKNOWN);
    boolean late = database.inTenant(tenant, sql -> book.conclude(sql, first, OURS, answer));
    assertThat(late).isFalse();
    boolean inTime =
        database.inTenant(tenant, sql -> book.conclude(sql, second, "other", book.ask(second)));
    assertThat(inTime).isTrue();
    assertThat(facts()).containsExactly("Unknown", "Debited", "Settled");
    assertThat(moved()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost-answer", "error-500-saved", "garbage"})
  void anAnswerThatIsLostIsUnknownAndThenFound(String account) {
    begin(account);
    carry();
    assertThat(facts().getFirst()).isEqualTo("Unknown");
    assertThat(status()).isEqualTo(TransferStatus.UNKNOWN);
    assertThat(due()).isEmpty();
    clock.advance(Duration.ofSeconds(20));
    carry();
    assertThat(status()).isEqualTo(TransferStatus.SETTLED);
    assertThat(facts()).containsExactly("Unknown", "Debited", "Settled");
    assertThat(moved()).isEqualTo(1);
  }

  @Test
  void aRequestThatNeverArrivedStaysUnknownHoweverLong() {
    begin("lost-request");
    for (int i = 0; i < 40; i++) {
      carry();
      clock.advance(Duration.ofDays(2));
    }
    assertThat(status()).isEqualTo(TransferStatus.UNKNOWN);
    assertThat(facts()).containsExactly("Unknown");
    assertThat(moved()).isZero();
    assertThat(due()).as("a person looks now").isEmpty();
  }

  @Test
  void aRefusalFailsThePayout() {
    begin("refuse-account-invalid");
    carry();
    assertThat(status()).isEqualTo(TransferStatus.FAILED);
    assertThat(facts()).containsExactly("Failed");
    assertThat(moved()).isZero();
    PaymentEvent.Failed failed = (PaymentEvent.Failed) events().getFirst();
    assertThat(failed.reason()).startsWith("account_invalid: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-funds", "bad-credentials"})
  void withoutFundsOrCredentialsThePayoutWaitsForItsNextAttempt(String account) {
    begin(account);
    carry();
    assertThat(status()).isEqualTo(TransferStatus.CREATED);
    assertThat(facts()).isEmpty();
    boolean early = book.beginNext(10);
    assertThat(early).isFalse();
    clock.advance(TransferBook.RETRY);
    boolean begun = book.beginNext(10);
    assertThat(begun).isTrue();
    assertThat(status()).isEqualTo(TransferStatus.SUBMITTING);
    assertThat(due()).containsExactly(new Due(tenant, payout, 2));
    carry();
    assertThat(moved()).isZero();
  }

  @Test
  void aGatewayThatIsNotSetUpFailsThePayout() {
    begin("x", "paypal");
    assertThat(status()).isEqualTo(TransferStatus.FAILED);
    assertThat(facts()).containsExactly("Failed");
  }

  @Test
  void manyWorkersSendOnce() throws Exception {
    begin("acct-anna");
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      var all =
          IntStream.range(0, 6)
              .mapToObj(n -> threads.submit(() -> book.carry(new Due(tenant, payout, 1), "w" + n)))
              .toList();
      for (var one : all) {
        one.get();
      }
    }
    assertThat(facts()).containsExactly("Debited", "Settled");
    assertThat(state().sends()).isEqualTo(1);
    assertThat(moved()).isEqualTo(1);
  }

  @Test
  void theDatabaseRefusesASecondLiveAttemptAndOtherBytes() {
    begin("acct-anna");
    assertThatThrownBy(
            () ->
                database.inTenant(
                    tenant,
                    sql -> {
                      transfers.insert(
                          sql,
                          new Attempt(
                              tenant,
                              payout,
                              2,
                              "sandbox",
                              Attempt.key(payout, 2),
                              new byte[] {1},
                              null),
                          clock.instant());
                      return true;
                    }))
        .satisfies(failure -> assertThat(sqlState(failure)).isEqualTo("23505"))
        .hasStackTraceContaining("attempt_live");
    for (String change :
        List.of(
            "request_bytes = 'x', request_sha256 = sha256('x')",
            "key = payout_id || '_9', n = 9",
            "request_sha256 = sha256('x')")) {
      assertThatThrownBy(
              () ->
                  database.inTenant(
                      tenant,
                      sql -> sql.sql("update payment.payout_attempt set " + change).update()))
          .as(change)
          .satisfies(failure -> assertThat(sqlState(failure)).isEqualTo("23514"));
    }
    carry();
  }

  @Test
  void aTenantSeesItsOwnTransfersOnly() {
    begin("acct-anna");
    carry();
    for (String table : List.of("transfer", "payout_attempt", "gateway_hook", "anomaly")) {
      long seen =
          database.inTenant(
              TenantId.of(IDS.next()),
              sql -> sql.sql("select count(*) from payment." + table).query(Long.class).single());
      assertThat(seen).as(table).isZero();
    }
    assertThat(sandbox.movements(TenantId.of(IDS.next()))).isEmpty();
  }

  private void begin(String account) {
    begin(account, "sandbox");
  }

  private void begin(String account, String gateway) {
    database.inTenant(
        tenant,
        sql -> {
          book.begin(
              sql,
              new PayoutReserved(
                  IDS.next(),
                  tenant,
                  AffiliateId.of(IDS.next()),
                  payout,
                  PayoutRunId.of(IDS.next()),
                  new Money(1_234, new CurrencyCode("EUR")),
                  gateway,
                  account,
                  clock.instant()));
          return true;
        });
  }

  private List<Due> due() {
    return book.due(1_000).stream().filter(one -> one.tenant().equals(tenant)).toList();
  }

  private AttemptState claim() {
    return database.inTenant(tenant, sql -> book.claim(sql, due().getFirst(), OURS).orElseThrow());
  }

  private void carry() {
    due().forEach(one -> book.carry(one, OURS));
  }

  private AttemptState state() {
    return database.inTenant(tenant, sql -> transfers.attempt(sql, payout, 1).orElseThrow());
  }

  private TransferStatus status() {
    return database.inTenant(tenant, sql -> transfers.find(sql, payout).orElseThrow().status());
  }

  private int moved() {
    return sandbox.movements(tenant).size();
  }

  private List<String> facts() {
    return events().stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  private List<PaymentEvent> events() {
    return PaymentFacts.of(payout);
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
