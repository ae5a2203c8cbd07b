package io.tributary.reward.store;

import static io.tributary.reward.store.Fixture.eur;
import static io.tributary.reward.store.Fixture.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.PayoutRunId;
import io.tributary.contract.payment.PaymentEvent;
import io.tributary.contract.reward.CommissionEvent;
import io.tributary.contract.reward.PayoutEvent;
import io.tributary.contract.reward.PayoutReserved;
import io.tributary.contract.reward.RewardEvent;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.kafka.PermanentFailure;
import io.tributary.reward.commission.CommissionStatus;
import io.tributary.reward.ledger.AffiliateBalance;
import io.tributary.reward.payout.Payout;
import io.tributary.reward.payout.PayoutStatus;
import io.tributary.reward.payout.RunStatus;
import io.tributary.reward.payout.Selection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayoutsTest {

  private final Fixture books = new Fixture();
  private final AffiliateId anna = books.affiliate();
  private final CampaignId campaign = books.campaign(Duration.ofDays(1), percent(10));

  @AfterEach
  void noInvariantIsViolated() {
    assertThat(books.violations()).isEmpty();
  }

  @Test
  void aRunReservesIsApprovedAndSettles() {
    ConversionId conversion = earn(10_000, anna);
    PayoutRunId run = prepared(prepare());
    Payout payout = payoutOf(run);
    assertThat(balance()).isEqualTo(new AffiliateBalance(Fixture.EUR, 0, 0, 1_000, 0, 0));
    assertThat(status(conversion)).isEqualTo(CommissionStatus.IN_PAYOUT);
    assertThat(runStatus(run)).isEqualTo(RunStatus.PREPARED);
    assertThat(books.events(anna)).noneMatch(PayoutReserved.class::isInstance);

    assertThat(approve(run)).isTrue();
    assertThat(approve(run)).isFalse();
    assertThat(runStatus(run)).isEqualTo(RunStatus.APPROVED);
    assertThat(books.events(anna).getLast())
        .isInstanceOfSatisfying(
            PayoutReserved.class,
            reserved -> {
              assertThat(reserved.net()).isEqualTo(eur(1_000));
              assertThat(reserved.account()).isEqualTo("acct-" + anna);
              assertThat(reserved.payoutId()).isEqualTo(payout.id());
            });

    books.pay(
        new PaymentEvent.Submitted(
            id(), books.tenant, payout.id(), "sandbox", "tr_1", books.now()));
    assertThat(runStatus(run)).isEqualTo(RunStatus.RUNNING);
    books.pay(debited(payout), settled(payout));
    assertThat(balance()).isEqualTo(new AffiliateBalance(Fixture.EUR, 0, 0, 0, 1_000, 0));
    assertThat(status(conversion)).isEqualTo(CommissionStatus.PAID);
    assertThat(runStatus(run)).isEqualTo(RunStatus.DONE);
    Payout paid = payoutOf(run);
    assertThat(paid.status()).isEqualTo(PayoutStatus.SETTLED);
    assertThat(paid.reference()).isEqualTo("tr_1");
    assertThat(paid.settledAt()).isEqualTo(books.now());
    assertThat(changes())
        .containsExactly(
            "CREATED",
            "APPROVED",
            "IN_PAYOUT",
            "payout CREATED",
            "reserved",
            "PAID",
            "payout PAID");
  }

  @Test
  void aFailedPayoutGivesTheMoneyBackAndIsPaidByTheNextRun() {
    ConversionId conversion = earn(10_000, anna);
    Payout payout = payoutOf(approved(prepare()));
    books.pay(
        new PaymentEvent.Failed(id(), books.tenant, payout.id(), "sandbox", "closed", books.now()));
    assertThat(balance().available()).isEqualTo(1_000);
    assertThat(status(conversion)).isEqualTo(CommissionStatus.APPROVED);
    Payout next = payoutOf(approved(prepare()));
    books.pay(debited(next), settled(next));
    assertThat(status(conversion)).isEqualTo(CommissionStatus.PAID);
  }

  @Test
  void aReturnedPayoutIsPaidAgainByTheReturnsOwnEntry() {
    ConversionId conversion = earn(10_000, anna);
    Payout payout = payoutOf(approved(prepare()));
    books.pay(debited(payout), settled(payout));
    books.pay(
        new PaymentEvent.Returned(
            id(), books.tenant, payout.id(), "sandbox", "re_1", eur(1_000), "AC04", books.now()));
    assertThat(balance()).isEqualTo(new AffiliateBalance(Fixture.EUR, 0, 1_000, 0, 0, 0));
    assertThat(status(conversion)).isEqualTo(CommissionStatus.APPROVED);
    Payout next = payoutOf(approved(prepare()));
    assertThat(status(conversion)).isEqualTo(CommissionStatus.IN_PAYOUT);
    books.pay(debited(next), settled(next));
    assertThat(status(conversion)).isEqualTo(CommissionStatus.PAID);
    assertThat(balance().paid()).isEqualTo(1_000);
  }

  @Test
  void whatIsOwedIsRecoupedFirst() {
    ConversionId conversion = earn(10_000, anna);
    Payout payout = payoutOf(approved(prepare()));
    books.decide(books.refunded(conversion, 10_000, 10_000, 10_000));
    assertThat(balance().receivable()).isEqualTo(1_000);
    books.pay(debited(payout), settled(payout));
    assertThat(status(conversion)).isEqualTo(CommissionStatus.REVERSED);
    earn(30_000, anna);
    Payout next = payoutOf(prepared(prepare()));
    assertThat(next.amounts().net()).isEqualTo(eur(2_000));
    assertThat(balance().receivable()).isZero();
  }

  @Test
  void whoCannotBePaidIsLeftOutWithAReason() {
    AffiliateId below = books.affiliate("sandbox", 5_000);
    AffiliateId other = books.affiliate("paypal", 0);
    AffiliateId unknown = AffiliateId.of(Fixture.IDS.next());
    earn(10_000, below);
    earn(10_000, other);
    PayoutBook.Prepared prepared =
        books.in(
            sql ->
                books.payoutBook.prepare(
                    sql,
                    books.tenant,
                    "sandbox",
                    Fixture.EUR,
                    List.of(anna, below, other, unknown),
                    "user_1"));
    assertThat(prepared).isInstanceOf(PayoutBook.Prepared.Nobody.class);
    assertThat(((PayoutBook.Prepared.Nobody) prepared).reasons())
        .extracting(Selection.LeftOut::code)
        .containsExactly(
            "nothing_available", "below_threshold", "other_payout_profile", "unknown_affiliate");
  }

  @Test
  void theSameMoneyIsCollectedByOneOfTwoRuns() throws Exception {
    earn(10_000, anna);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Callable<PayoutBook.Prepared>> both = List.of(this::prepare, this::prepare);
      long runs = 0;
      for (var one : threads.invokeAll(both)) {
        runs += one.get() instanceof PayoutBook.Prepared.Run ? 1 : 0;
      }
      assertThat(runs).isEqualTo(1);
    }
    assertThat(balance().inFlight()).isEqualTo(1_000);
  }

  @Test
  void factsThatCannotBeAreSetAsideAndTheRestIsApplied() {
    earn(10_000, anna);
    Payout payout = payoutOf(approved(prepare()));
    PaymentEvent failed =
        new PaymentEvent.Failed(id(), books.tenant, payout.id(), "sandbox", "no", books.now());
    assertThatThrownBy(() -> books.pay(debited(payout), failed))
        .isInstanceOfSatisfying(
            PermanentFailure.class,
            failure -> {
              assertThat(failure.index()).isEqualTo(1);
              assertThat(failure.code()).isEqualTo("failed_after_debit");
            });
    assertThat(payoutOf(payout.runId()).debitedAt()).isNotNull();
    assertThatThrownBy(
            () ->
                books.pay(
                    new PaymentEvent.Debited(
                        id(), books.tenant, payout.id(), "sandbox", "t", eur(1), books.now())))
        .isInstanceOfSatisfying(
            PermanentFailure.class,
            failure -> assertThat(failure.code()).isEqualTo("amount_differs"));
  }

  @Test
  void theDatabaseRefusesAnEntryInTwoPayoutsAndPartsThatDoNotAddUp() {
    earn(10_000, anna);
    Payout payout = payoutOf(prepared(prepare()));
    for (var attempt :
        Map.of(
                "update reward.payout set net = net - 1", "payout_parts",
                "update reward.payout set tax = -1, net = net + 1", "payout_parts",
                "update reward.payout set status = 'lost'", "payout_status",
                "update reward.payout_run set status = 'lost'", "payout_run_status",
                "update reward.payout_run set approved_by = 'x'", "payout_run_approval",
                "update reward.payout_line set amount = 1", "permission denied",
                "delete from reward.payout_line", "permission denied")
            .entrySet()) {
      assertThatThrownBy(() -> books.in(sql -> sql.sql(attempt.getKey()).update()))
          .hasStackTraceContaining(attempt.getValue());
    }
    assertThatThrownBy(
            () ->
                books.in(
                    sql -> {
                      books.payouts.insert(
                          sql,
                          books.tenant,
                          new Payout(
                              io.tributary.contract.id.PayoutId.of(id()),
                              payout.runId(),
                              anna,
                              "sandbox",
                              "x",
                              payout.amounts(),
                              PayoutStatus.CREATED,
                              null,
                              null,
                              books.now(),
                              null,
                              null));
                      return sql.sql(
                              """
                              insert into reward.payout_line (payout_id, tenant_id, txn_id, line, amount)
                              select p.id, p.tenant_id, l.txn_id, l.line, l.amount
                              from reward.payout p, reward.payout_line l
                              where p.id <> l.payout_id
                              """)
                          .update();
                    }))
        .hasStackTraceContaining("payout_line_once");
  }

  @Test
  void aBrokenBookIsSeenInTheViolations() {
    earn(10_000, anna);
    assertThatThrownBy(
            () ->
                books.in(
                    sql -> {
                      sql.sql(
                              """
                              update reward.balance
                              set debits = debits + 5, credits = credits + 5, version = version + 1
                              """)
                          .update();
                      sql.sql("update reward.commission set status = 'pending'").update();
                      throw new IllegalStateException(
                          String.join(
                              " ",
                              sql.sql(
                                      """
                                      select distinct kind
                                      from reward.invariant_violations
                                      order by 1
                                      """)
                                  .query(String.class)
                                  .list()));
                    }))
        .hasMessage("I3 commission_held");
  }

  @Test
  void theJournalIsAcceptedByHledger(@TempDir Path folder) throws Exception {
    aFailedPayoutGivesTheMoneyBackAndIsPaidByTheNextRun();
    ConversionId conversion = earn(7_770, anna);
    books.decide(books.refunded(conversion, 770, 770, 7_770));
    StringBuilder journal = new StringBuilder();
    books.in(
        sql -> {
          books.reader.export(sql, journal);
          return true;
        });
    String text = journal.toString();
    assertThat(text)
        .startsWith("commodity EUR\n    format EUR 1000.00\naccount Assets:Gateway:sandbox\n")
        .contains("  ; seq:", ", payout:po_", " = EUR ");
    assertThat(text).doesNotContain("\r");
    long lines =
        text.lines()
            .filter(
                line ->
                    line.startsWith("    L")
                        || line.startsWith("    A")
                        || line.startsWith("    E"))
            .count();
    long entries =
        books.in(sql -> sql.sql("select count(*) from reward.entry").query(Long.class).single());
    assertThat(lines).isEqualTo(entries);
    if (Stream.of("/usr/bin/hledger", "/usr/local/bin/hledger")
        .map(Path::of)
        .anyMatch(Files::exists)) {
      assertThat(hledger(folder, text)).isZero();
      assertThat(hledger(folder, text.replaceFirst("EUR 10\\.00\n", "EUR 10.01\n"))).isNotZero();
    }
  }

  private static int hledger(Path folder, String journal) throws IOException, InterruptedException {
    Path file = folder.resolve("tributary.journal");
    Files.writeString(file, journal, StandardCharsets.UTF_8);
    return new ProcessBuilder("hledger", "-f", file.toString(), "check", "--strict", "ordereddates")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out").toFile())
        .start()
        .waitFor();
  }

  private ConversionId earn(long amount, AffiliateId affiliate) {
    ConversionId conversion = books.attribute(campaign, amount, affiliate);
    var line = books.commissionsOf(conversion).getFirst();
    books.in(sql -> books.book.approve(sql, books.tenant, line.id()));
    return conversion;
  }

  private PayoutBook.Prepared prepare() {
    return books.in(
        sql -> books.payoutBook.prepare(sql, books.tenant, "sandbox", Fixture.EUR, null, "user_1"));
  }

  private static PayoutRunId prepared(PayoutBook.Prepared prepared) {
    return ((PayoutBook.Prepared.Run) prepared).id();
  }

  private PayoutRunId approved(PayoutBook.Prepared prepared) {
    PayoutRunId run = prepared(prepared);
    boolean approved = approve(run);
    assertThat(approved).isTrue();
    return run;
  }

  private boolean approve(PayoutRunId run) {
    return books.in(sql -> books.payoutBook.approve(sql, books.tenant, run, "user_2"));
  }

  private Payout payoutOf(PayoutRunId run) {
    return books.in(
        sql -> books.payouts.list(sql, run, null, null, new PageQuery(10, null)).getFirst());
  }

  private RunStatus runStatus(PayoutRunId run) {
    return books.in(sql -> books.payouts.findRun(sql, run).orElseThrow().status());
  }

  private CommissionStatus status(ConversionId conversion) {
    return books.commissionsOf(conversion).getFirst().status();
  }

  private AffiliateBalance balance() {
    return books.balance(anna);
  }

  private PaymentEvent debited(Payout payout) {
    return new PaymentEvent.Debited(
        id(), books.tenant, payout.id(), "sandbox", "tr_1", payout.amounts().net(), books.now());
  }

  private PaymentEvent settled(Payout payout) {
    return new PaymentEvent.Settled(
        id(), books.tenant, payout.id(), "sandbox", "tr_1", books.now());
  }

  private List<String> changes() {
    return books.events(anna).stream().map(PayoutsTest::change).toList();
  }

  private static String change(RewardEvent event) {
    return switch (event) {
      case CommissionEvent commission -> commission.change().name();
      case PayoutEvent payout -> "payout " + payout.change();
      case PayoutReserved ignored -> "reserved";
    };
  }

  private static String id() {
    return Fixture.IDS.next();
  }
}
