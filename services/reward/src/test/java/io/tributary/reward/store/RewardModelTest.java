package io.tributary.reward.store;

import static io.tributary.reward.store.Fixture.eur;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.payment.PaymentEvent;
import io.tributary.platform.http.PageQuery;
import io.tributary.reward.commission.Commission;
import io.tributary.reward.commission.CommissionStatus;
import io.tributary.reward.ledger.AffiliateBalance;
import io.tributary.reward.payout.Payout;
import io.tributary.reward.payout.PayoutStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random operations against plain maps: after each, the books say what the maps say, and no
 * invariant is violated. The seed and the operations are printed on failure.
 */
class RewardModelTest {

  private static final int SEQUENCES = Integer.getInteger("tributary.test.sequences", 60);
  private static final int OPERATIONS = 24;

  @Test
  void randomSequencesKeepTheBooksAndTheModelTogether() {
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    for (int i = 0; i < SEQUENCES; i++) {
      new Sequence(seed + i).run();
    }
  }

  /** What an affiliate should have. */
  private static final class Pots {
    long held;
    long available;
    long inFlight;
    long paid;
    long receivable;

    AffiliateBalance balance() {
      return new AffiliateBalance(Fixture.EUR, held, available, inFlight, paid, receivable);
    }
  }

  private static final class Sequence {

    private final long seed;
    private final Random random;
    private final Fixture books = new Fixture();
    private final List<AffiliateId> affiliates =
        List.of(books.affiliate(), books.affiliate(), books.affiliate());
    private final CampaignId campaign = books.campaign(Duration.ofDays(30), Fixture.percent(10));
    private final Map<AffiliateId, Pots> model = new HashMap<>();
    private final Map<ConversionId, long[]> orders = new HashMap<>();
    private final Map<ConversionId, Integer> revisions = new HashMap<>();
    private final List<String> log = new ArrayList<>();

    Sequence(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      affiliates.forEach(affiliate -> model.put(affiliate, new Pots()));
    }

    void run() {
      for (int i = 0; i < OPERATIONS; i++) {
        switch (random.nextInt(9)) {
          case 0, 1 -> attribute();
          case 2 -> refund();
          case 3 -> approve();
          case 4 -> reject();
          case 5 -> reattribute();
          case 6 -> payRun();
          case 7 -> follow();
          default -> followBack();
        }
        check();
      }
    }

    private void attribute() {
      long amount = 1L + random.nextInt(20_000);
      AffiliateId[] credited = credited();
      ConversionId conversion = books.attribute(campaign, amount, credited);
      orders.put(conversion, new long[] {amount, 0});
      revisions.put(conversion, 1);
      accrued(conversion, Map.of());
      log.add("attribute " + amount + " to " + credited.length);
    }

    private AffiliateId[] credited() {
      int count = 1 + random.nextInt(3);
      return java.util.stream.Stream.generate(() -> affiliates.get(random.nextInt(3)))
          .limit(count)
          .toArray(AffiliateId[]::new);
    }

    /** What is new among a conversion's commissions goes to Held, less what is refunded. */
    private void accrued(ConversionId conversion, Map<Object, Commission> before) {
      long total = 0;
      for (Commission line : books.commissionsOf(conversion)) {
        total += line.status().isFinal() ? 0 : line.accrued().minor();
        if (!before.containsKey(line.id())) {
          pots(line).held += line.accrued().minor() - line.takenBack().minor();
          long[] order = orders.get(conversion);
          assertThat(line.takenBack().minor())
              .isEqualTo(target(line.accrued().minor(), order[1], order[0]));
        }
      }
      long amount = orders.get(conversion)[0];
      long whole = Math.round(Math.rint(amount / 10.0));
      if (before.isEmpty()) {
        assertThat(total).isEqualTo(whole);
      }
    }

    private void refund() {
      ConversionId conversion = pick(new ArrayList<>(orders.keySet()));
      if (conversion == null) {
        return;
      }
      long[] order = orders.get(conversion);
      if (order[1] == order[0]) {
        return;
      }
      long now =
          random.nextBoolean()
              ? order[0] - order[1]
              : 1L + random.nextInt((int) (order[0] - order[1]));
      List<Commission> before = books.commissionsOf(conversion);
      order[1] += now;
      var refunded = books.refunded(conversion, now, order[1], order[0]);
      books.decide(refunded);
      books.decide(refunded);
      for (Commission line : before) {
        if (!line.status().isFinal()) {
          takeBack(
              line, target(line.accrued().minor(), order[1], order[0]) - line.takenBack().minor());
        }
      }
      log.add("refund " + now + " of " + order[0]);
    }

    private void takeBack(Commission line, long amount) {
      if (amount <= 0) {
        return;
      }
      Pots pots = pots(line);
      if (line.status().isHeld()) {
        pots.held -= amount;
      } else {
        long fromAvailable = Math.min(pots.available, amount);
        pots.available -= fromAvailable;
        pots.receivable += amount - fromAvailable;
      }
    }

    private void reattribute() {
      ConversionId conversion = pick(new ArrayList<>(orders.keySet()));
      if (conversion == null) {
        return;
      }
      int revision = revisions.merge(conversion, 1, Integer::sum);
      Map<Object, Commission> before = new HashMap<>();
      books.commissionsOf(conversion).forEach(line -> before.put(line.id(), line));
      AffiliateId[] credited = credited();
      long amount = orders.get(conversion)[0];
      books.decide(books.attributed(conversion, revision, campaign, amount, credited));
      // Lines that ended were taken back whole, in the order in which they were accrued; held
      // ones and others touch different pots of an affiliate or commute.
      for (Commission line : books.commissionsOf(conversion)) {
        Commission was = before.get(line.id());
        if (was != null && was.left().minor() > 0 && !was.status().isFinal()) {
          boolean ended = line.status().isFinal() || line.left().minor() == 0;
          if (ended) {
            takeBack(was, was.left().minor());
          }
        }
      }
      accrued(conversion, before);
      log.add("revision " + revision);
    }

    private void approve() {
      Commission line = pick(all(CommissionStatus.PENDING));
      if (line == null) {
        return;
      }
      if (random.nextBoolean()) {
        books.in(sql -> books.book.approve(sql, books.tenant, line.id()));
        pots(line).held -= line.left().minor();
        pots(line).available += line.left().minor();
        log.add("approve");
      } else {
        books.clock.advance(Duration.ofDays(31));
        List<Commission> due = all(CommissionStatus.PENDING);
        books.approveDue();
        for (Commission one : due) {
          pots(one).held -= one.left().minor();
          pots(one).available += one.left().minor();
        }
        log.add("approve " + due.size() + " due");
      }
    }

    private void reject() {
      Commission line = pick(all(CommissionStatus.PENDING));
      if (line != null) {
        books.in(sql -> books.book.reject(sql, books.tenant, line.id(), "fraud"));
        pots(line).held -= line.left().minor();
        log.add("reject");
      }
    }

    private void payRun() {
      PayoutBook.Prepared prepared =
          books.in(
              sql ->
                  books.payoutBook.prepare(
                      sql, books.tenant, "sandbox", Fixture.EUR, null, "user_1"));
      log.add("run " + prepared.getClass().getSimpleName());
      for (AffiliateId affiliate : affiliates) {
        Pots pots = pots(affiliate);
        if (pots.available > pots.receivable) {
          assertThat(prepared).isInstanceOf(PayoutBook.Prepared.Run.class);
          pots.inFlight += pots.available - pots.receivable;
          pots.available = 0;
          pots.receivable = 0;
        }
      }
      if (prepared instanceof PayoutBook.Prepared.Run(var run)) {
        boolean approved =
            books.in(sql -> books.payoutBook.approve(sql, books.tenant, run, "user_2"));
        assertThat(approved).isTrue();
      }
    }

    private void follow() {
      Payout payout = pick(payouts(PayoutStatus.CREATED));
      if (payout == null) {
        return;
      }
      long net = payout.amounts().net().minor();
      Pots pots = pots(payout.affiliateId());
      pots.inFlight -= net;
      if (random.nextInt(3) == 0) {
        books.pay(
            new PaymentEvent.Unknown(
                id(), books.tenant, payout.id(), "sandbox", "lost", books.now()),
            new PaymentEvent.Failed(id(), books.tenant, payout.id(), "sandbox", "no", books.now()));
        pots.available += net;
        log.add("failed " + net);
      } else {
        var debited =
            new PaymentEvent.Debited(
                id(), books.tenant, payout.id(), "sandbox", "tr_1", eur(net), books.now());
        books.pay(
            debited,
            new PaymentEvent.Settled(
                id(), books.tenant, payout.id(), "sandbox", "tr_1", books.now()));
        books.pay(debited);
        pots.paid += net;
        log.add("settled " + net);
      }
    }

    private void followBack() {
      Payout payout = pick(payouts(PayoutStatus.SETTLED));
      if (payout == null) {
        return;
      }
      long net = payout.amounts().net().minor();
      books.pay(
          new PaymentEvent.Returned(
              id(), books.tenant, payout.id(), "sandbox", "re_1", eur(net), "closed", books.now()));
      pots(payout.affiliateId()).paid -= net;
      pots(payout.affiliateId()).available += net;
      log.add("returned " + net);
    }

    private void check() {
      String context = "seed " + seed + ": " + String.join(", ", log);
      assertThat(books.violations()).as(context).isEmpty();
      for (AffiliateId affiliate : affiliates) {
        assertThat(books.balance(affiliate)).as(context).isEqualTo(pots(affiliate).balance());
      }
    }

    private List<Commission> all(CommissionStatus status) {
      return books.in(
          sql ->
              books.commissions.list(
                  sql,
                  new io.tributary.reward.commission.CommissionFilter(null, null, null, status),
                  new PageQuery(500, null)));
    }

    private List<Payout> payouts(PayoutStatus status) {
      return books.in(sql -> books.payouts.list(sql, null, null, status, new PageQuery(500, null)));
    }

    private Pots pots(Commission line) {
      return pots(line.affiliateId());
    }

    private Pots pots(AffiliateId affiliate) {
      return model.get(affiliate);
    }

    private <T> T pick(List<T> some) {
      return some.isEmpty() ? null : some.get(random.nextInt(some.size()));
    }

    private static String id() {
      return Fixture.IDS.next();
    }

    private static long target(long accrued, long refunded, long total) {
      return java.math.BigDecimal.valueOf(accrued)
          .multiply(java.math.BigDecimal.valueOf(refunded))
          .divide(java.math.BigDecimal.valueOf(total), 0, java.math.RoundingMode.HALF_EVEN)
          .longValueExact();
    }
  }
}
