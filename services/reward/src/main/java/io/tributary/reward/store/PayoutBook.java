package io.tributary.reward.store;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.PayoutRunId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.payment.PaymentEvent;
import io.tributary.contract.reward.CommissionEvent;
import io.tributary.contract.reward.PayoutEvent;
import io.tributary.contract.reward.PayoutEvent.Change;
import io.tributary.contract.reward.PayoutReserved;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.sql.Database;
import io.tributary.reward.commission.CommissionStatus;
import io.tributary.reward.commission.CommissionStatus.Move;
import io.tributary.reward.ledger.Account;
import io.tributary.reward.ledger.Booking;
import io.tributary.reward.ledger.PayoutAmounts;
import io.tributary.reward.ledger.Postings;
import io.tributary.reward.payout.IllegalFact;
import io.tributary.reward.payout.Payees;
import io.tributary.reward.payout.Payout;
import io.tributary.reward.payout.PayoutStatus;
import io.tributary.reward.payout.Selection;
import io.tributary.reward.store.Ledger.TenantAffiliate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Carries out payout runs: reserves, approves, and follows what payment tells. */
public final class PayoutBook {

  /** Payouts of one run: what one transaction reserves. The rest is left for the next run. */
  public static final int MAX_PAYOUTS = 500;

  private final Database database;
  private final PayoutStore payouts;
  private final CommissionStore commissions;
  private final CommissionBook book;
  private final Ledger ledger;
  private final Payees payees;
  private final IdSource ids;
  private final InstantSource clock;

  public PayoutBook(
      Database database,
      PayoutStore payouts,
      CommissionStore commissions,
      CommissionBook book,
      Ledger ledger,
      Payees payees,
      IdSource ids,
      InstantSource clock) {
    this.database = database;
    this.payouts = payouts;
    this.commissions = commissions;
    this.book = book;
    this.ledger = ledger;
    this.payees = payees;
    this.ids = ids;
    this.clock = clock;
  }

  /** What came of preparing a run. */
  public sealed interface Prepared {

    record Run(PayoutRunId id) implements Prepared {}

    record Nobody(List<Selection.LeftOut> reasons) implements Prepared {}
  }

  /**
   * Selects who is paid and reserves the money: E12 where something is owed, then E6.
   *
   * @param only these affiliates; null for all that have something
   */
  public Prepared prepare(
      JdbcClient sql,
      TenantId tenant,
      String gateway,
      CurrencyCode currency,
      @Nullable List<AffiliateId> only,
      String by) {
    List<AffiliateId> candidates =
        only == null
            ? withSomething(sql, tenant, currency)
            : only.stream().distinct().limit(MAX_PAYOUTS).toList();
    ledger.lockAffiliates(
        sql, candidates.stream().map(affiliate -> new TenantAffiliate(tenant, affiliate)).toList());
    List<Selection.Paid> paid = new ArrayList<>();
    List<Selection.LeftOut> leftOut = new ArrayList<>();
    for (AffiliateId affiliate : candidates) {
      switch (select(sql, tenant, gateway, currency, affiliate)) {
        case Selection.Paid one -> {
          if (paid.size() < MAX_PAYOUTS) {
            paid.add(one);
          }
        }
        case Selection.LeftOut one -> leftOut.add(one);
      }
    }
    if (paid.isEmpty()) {
      return new Prepared.Nobody(leftOut);
    }
    PayoutRunId run = PayoutRunId.of(ids.next());
    Instant now = clock.instant();
    payouts.insertRun(sql, tenant, run, gateway, currency, now, by);
    Booking booking = new Booking();
    List<Payout> created = new ArrayList<>();
    for (Selection.Paid one : paid) {
      Payout payout =
          new Payout(
              PayoutId.of(ids.next()),
              run,
              one.affiliate(),
              gateway,
              one.account(),
              PayoutAmounts.untaxed(one.gross()),
              PayoutStatus.CREATED,
              null,
              null,
              now,
              null,
              null);
      if (one.recoup().minor() > 0) {
        booking.add(Postings.recoup(run, one.affiliate(), one.recoup(), now));
      }
      booking.add(Postings.reserve(payout.id(), one.affiliate(), payout.amounts(), now));
      payouts.insert(sql, tenant, payout);
      created.add(payout);
    }
    ledger.post(sql, tenant, booking.postings());
    created.forEach(payout -> collect(sql, tenant, payout));
    return new Prepared.Run(run);
  }

  private Selection select(
      JdbcClient sql,
      TenantId tenant,
      String gateway,
      CurrencyCode currency,
      AffiliateId affiliate) {
    return Selection.of(
        affiliate,
        payees.find(tenant, affiliate),
        gateway,
        currency,
        Math.negateExact(ledger.balance(sql, tenant, Account.available(affiliate), currency)),
        ledger.balance(sql, tenant, Account.receivable(affiliate), currency));
  }

  private List<AffiliateId> withSomething(JdbcClient sql, TenantId tenant, CurrencyCode currency) {
    return sql.sql(
            """
            select split_part(a.code, ':', 3) as affiliate
            from reward.account a
            join reward.balance b on b.account_id = a.id
            where a.tenant_id = :tenant
              and a.currency = :currency
              and a.code like 'Liabilities:Affiliate:%:Available'
              and b.credits > b.debits
            order by 1
            """)
        .param("tenant", tenant.value())
        .param("currency", currency.value())
        .query((row, n) -> new AffiliateId(row.getString("affiliate")))
        .list();
  }

  private void collect(JdbcClient sql, TenantId tenant, Payout payout) {
    Money gross = payout.amounts().gross();
    long lines =
        payouts.collectLines(
            sql,
            tenant,
            payout.id(),
            Account.available(payout.affiliateId()).code(),
            gross.currency());
    if (lines != gross.minor()) {
      throw new IllegalStateException(
          "payout %s of %d has lines of %d".formatted(payout.id(), gross.minor(), lines));
    }
    book.follow(
        sql,
        tenant,
        commissions.collectedBy(sql, payout.id()).stream(),
        Move.COLLECT,
        commission -> commission.of(payout.id()),
        CommissionEvent.Change.IN_PAYOUT,
        null);
    tell(sql, tenant, payout, Change.CREATED, null);
  }

  /**
   * Approves a prepared run: payment may pay.
   *
   * @return false if the run is not prepared
   */
  public boolean approve(JdbcClient sql, TenantId tenant, PayoutRunId run, String by) {
    List<Payout> all = payouts.ofRun(sql, run);
    ledger.lockAffiliates(
        sql, all.stream().map(p -> new TenantAffiliate(tenant, p.affiliateId())).toList());
    Instant now = clock.instant();
    if (!payouts.approveRun(sql, run, now, by)) {
      return false;
    }
    for (Payout payout : all) {
      database
          .outbox()
          .append(
              sql,
              Topics.REWARD_EVENTS,
              payout.affiliateId().value(),
              new PayoutReserved(
                  ids.next(),
                  tenant,
                  payout.affiliateId(),
                  payout.id(),
                  run,
                  payout.amounts().net(),
                  payout.gateway(),
                  payout.account(),
                  now));
    }
    return true;
  }

  /** Whose money the facts move, for the running transaction's tenant. */
  public Set<TenantAffiliate> affectedBy(
      JdbcClient sql, TenantId tenant, List<PaymentEvent> facts) {
    return payouts
        .affiliatesOf(sql, facts.stream().map(PaymentEvent::payoutId).distinct().toList())
        .stream()
        .map(affiliate -> new TenantAffiliate(tenant, affiliate))
        .collect(Collectors.toSet());
  }

  /**
   * Applies facts of payment in their order and posts what they move.
   *
   * @throws IllegalFact if a payout cannot be where a fact says
   */
  public void apply(JdbcClient sql, TenantId tenant, List<PaymentEvent> facts) {
    Booking booking = new Booking();
    Set<PayoutRunId> runs = new LinkedHashSet<>();
    for (PaymentEvent fact : facts) {
      Payout payout =
          payouts
              .lock(sql, fact.payoutId())
              .orElseThrow(() -> new IllegalFact("unknown_payout", "no payout " + fact.payoutId()));
      runs.add(payout.runId());
      switch (fact) {
        case PaymentEvent.Submitted submitted ->
            payouts.update(sql, with(payout, PayoutStatus.SUBMITTED, submitted.reference(), null));
        case PaymentEvent.Unknown unknown ->
            payouts.update(sql, with(payout, PayoutStatus.UNKNOWN, null, unknown.reason()));
        case PaymentEvent.Debited debited -> {
          requireSame(payout, debited.amount());
          payouts.update(sql, debited(booking, payout, debited.reference(), debited.at()));
        }
        case PaymentEvent.Settled settled -> settle(sql, tenant, booking, payout, settled);
        case PaymentEvent.Failed failed -> fail(sql, tenant, booking, payout, failed);
        case PaymentEvent.Returned returned -> back(sql, tenant, booking, payout, returned);
      }
    }
    ledger.post(sql, tenant, booking.postings());
    payouts.followPayouts(sql, runs);
  }

  private void settle(
      JdbcClient sql,
      TenantId tenant,
      Booking booking,
      Payout payout,
      PaymentEvent.Settled settled) {
    Payout left = debited(booking, payout, settled.reference(), settled.at());
    Payout paid =
        settled(with(left, PayoutStatus.SETTLED, settled.reference(), null), settled.at());
    payouts.update(sql, paid);
    book.follow(
        sql,
        tenant,
        commissions.ofPayout(sql, payout.id(), CommissionStatus.IN_PAYOUT).stream(),
        Move.PAY,
        commission -> commission,
        CommissionEvent.Change.PAID,
        null);
    tell(sql, tenant, paid, Change.PAID, null);
  }

  private void fail(
      JdbcClient sql, TenantId tenant, Booking booking, Payout payout, PaymentEvent.Failed failed) {
    if (payout.debitedAt() != null) {
      throw new IllegalFact("failed_after_debit", "payout " + payout.id() + " was debited");
    }
    Payout over = with(payout, PayoutStatus.FAILED, null, failed.reason());
    booking.add(Postings.fail(payout.id(), payout.affiliateId(), payout.amounts(), failed.at()));
    payouts.releaseLines(sql, payout.id());
    payouts.update(sql, over);
    book.follow(
        sql,
        tenant,
        commissions.ofPayout(sql, payout.id(), CommissionStatus.IN_PAYOUT).stream(),
        Move.RELEASE,
        commission -> commission.of((PayoutId) null),
        CommissionEvent.Change.RELEASED,
        failed.reason());
    tell(sql, tenant, over, Change.FAILED, failed.reason());
  }

  private void back(
      JdbcClient sql,
      TenantId tenant,
      Booking booking,
      Payout payout,
      PaymentEvent.Returned returned) {
    if (payout.debitedAt() == null) {
      throw new IllegalFact("returned_before_debit", "payout " + payout.id() + " never left");
    }
    Payout over = with(payout, PayoutStatus.RETURNED, returned.reference(), returned.reason());
    booking.add(
        Postings.returned(
            payout.id(),
            payout.affiliateId(),
            payout.gateway(),
            returned.reference(),
            returned.amount(),
            returned.at()));
    payouts.update(sql, over);
    book.follow(
        sql,
        tenant,
        commissions
            .ofPayout(sql, payout.id(), CommissionStatus.PAID, CommissionStatus.IN_PAYOUT)
            .stream(),
        Move.RELEASE,
        commission -> commission,
        CommissionEvent.Change.RELEASED,
        returned.reason());
    tell(sql, tenant, over, Change.RETURNED, returned.reason());
  }

  private static Payout debited(Booking booking, Payout payout, String reference, Instant at) {
    if (payout.debitedAt() != null) {
      return payout;
    }
    if (payout.status().isFinal()) {
      throw new IllegalFact(
          "debited_after_end", "payout " + payout.id() + " is " + payout.status().label());
    }
    booking.add(Postings.debit(payout.id(), payout.gateway(), payout.amounts().net(), at));
    return new Payout(
        payout.id(),
        payout.runId(),
        payout.affiliateId(),
        payout.gateway(),
        payout.account(),
        payout.amounts(),
        payout.status(),
        reference,
        payout.failure(),
        payout.createdAt(),
        at,
        payout.settledAt());
  }

  private static Payout with(
      Payout payout, PayoutStatus status, @Nullable String reference, @Nullable String failure) {
    if (payout.status() != status && !payout.status().canBecome(status)) {
      throw new IllegalFact(
          "illegal_transition",
          "payout %s is %s and cannot become %s"
              .formatted(payout.id(), payout.status().label(), status.label()));
    }
    return new Payout(
        payout.id(),
        payout.runId(),
        payout.affiliateId(),
        payout.gateway(),
        payout.account(),
        payout.amounts(),
        status,
        reference == null ? payout.reference() : reference,
        failure,
        payout.createdAt(),
        payout.debitedAt(),
        payout.settledAt());
  }

  private static Payout settled(Payout payout, Instant at) {
    return new Payout(
        payout.id(),
        payout.runId(),
        payout.affiliateId(),
        payout.gateway(),
        payout.account(),
        payout.amounts(),
        payout.status(),
        payout.reference(),
        null,
        payout.createdAt(),
        payout.debitedAt(),
        at);
  }

  private static void requireSame(Payout payout, Money amount) {
    if (!payout.amounts().net().equals(amount)) {
      throw new IllegalFact(
          "amount_differs",
          "payout %s of %s was debited with %s"
              .formatted(payout.id(), payout.amounts().net(), amount));
    }
  }

  private void tell(
      JdbcClient sql, TenantId tenant, Payout payout, Change change, @Nullable String reason) {
    database
        .outbox()
        .append(
            sql,
            Topics.REWARD_EVENTS,
            payout.affiliateId().value(),
            new PayoutEvent(
                ids.next(),
                tenant,
                payout.affiliateId(),
                change,
                payout.id(),
                payout.runId(),
                payout.amounts().net(),
                payout.reference(),
                reason,
                clock.instant()));
  }
}
