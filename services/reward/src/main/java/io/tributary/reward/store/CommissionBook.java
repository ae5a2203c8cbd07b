package io.tributary.reward.store;

import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Rejected;
import io.tributary.contract.decision.Subject;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;
import io.tributary.contract.reward.CommissionEvent;
import io.tributary.contract.reward.CommissionEvent.Change;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.sql.Database;
import io.tributary.reward.commission.Accrual;
import io.tributary.reward.commission.Commission;
import io.tributary.reward.commission.CommissionStatus;
import io.tributary.reward.commission.CommissionStatus.Move;
import io.tributary.reward.commission.ConversionState;
import io.tributary.reward.commission.IllegalMove;
import io.tributary.reward.commission.Refund;
import io.tributary.reward.commission.Revision;
import io.tributary.reward.commission.Share;
import io.tributary.reward.ledger.Account;
import io.tributary.reward.ledger.Booking;
import io.tributary.reward.ledger.Postings;
import io.tributary.reward.ledger.Postings.AccrualKey;
import io.tributary.reward.store.Ledger.TenantAffiliate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Carries out what is decided about commissions: rows, postings and events of one transaction.
 *
 * <p>Callers lock the affiliates first and post the booking last.
 */
public final class CommissionBook {

  private static final String CREDITED_TO_OTHER = "credited_to_other";
  private static final String ITEM_RETURNED = "item_returned";

  private final Database database;
  private final CommissionStore commissions;
  private final Ledger ledger;
  private final IdSource ids;
  private final InstantSource clock;

  public CommissionBook(
      Database database,
      CommissionStore commissions,
      Ledger ledger,
      IdSource ids,
      InstantSource clock) {
    this.database = database;
    this.commissions = commissions;
    this.ledger = ledger;
    this.ids = ids;
    this.clock = clock;
  }

  /** A decision, and for one that credits somebody what its campaign's rules make of it. */
  public record Decided(Decision decision, @Nullable Accrual accrual, Duration hold) {}

  /** Whose money the decisions may move, for the running transaction's tenant. */
  public Set<TenantAffiliate> affectedBy(JdbcClient sql, TenantId tenant, List<Decided> decisions) {
    Set<TenantAffiliate> affected = new LinkedHashSet<>();
    List<ConversionId> conversions = new ArrayList<>();
    for (Decided decided : decisions) {
      conversions.add(decided.decision().conversionId());
      if (decided.accrual() != null) {
        decided
            .accrual()
            .shares()
            .forEach(share -> affected.add(new TenantAffiliate(tenant, share.affiliate())));
      }
    }
    commissions
        .affiliatesOf(sql, conversions)
        .forEach(affiliate -> affected.add(new TenantAffiliate(tenant, affiliate)));
    return affected;
  }

  /** Applies decisions in their order and posts what they move. */
  public void apply(JdbcClient sql, TenantId tenant, List<Decided> decisions) {
    Booking booking = new Booking();
    for (Decided decided : decisions) {
      switch (decided.decision()) {
        case Attributed attributed ->
            revise(
                sql,
                tenant,
                booking,
                attributed.conversionId(),
                attributed.revision(),
                attributed.subject(),
                decided);
        case Unattributed none ->
            revise(
                sql,
                tenant,
                booking,
                none.conversionId(),
                none.revision(),
                none.subject(),
                decided);
        case Rejected none ->
            revise(
                sql,
                tenant,
                booking,
                none.conversionId(),
                none.revision(),
                none.subject(),
                decided);
        case Refunded refunded -> refund(sql, tenant, booking, refunded);
        // The decision that replaces it says line by line what changes.
        case Superseded ignored -> {}
        case Duplicate ignored -> {}
      }
    }
    ledger.post(sql, tenant, booking.postings());
  }

  /**
   * Ends the hold of a commission.
   *
   * @throws IllegalMove if its status does not allow it
   */
  public Optional<Commission> approve(JdbcClient sql, TenantId tenant, CommissionId id) {
    return locked(sql, tenant, id)
        .map(
            commission -> {
              Booking booking = new Booking();
              Commission approved = approve(sql, tenant, booking, commission);
              ledger.post(sql, tenant, booking.postings());
              return approved;
            });
  }

  /**
   * Rejects a commission that is not yet approved.
   *
   * @param reason a code
   * @throws IllegalMove if its status does not allow it
   */
  public Optional<Commission> reject(
      JdbcClient sql, TenantId tenant, CommissionId id, String reason) {
    return locked(sql, tenant, id)
        .map(
            commission -> {
              Booking booking = new Booking();
              Commission rejected = reject(sql, tenant, booking, commission, reason);
              ledger.post(sql, tenant, booking.postings());
              return rejected;
            });
  }

  /**
   * Approves commissions whose hold is over, leaving out what others work on now.
   *
   * @return how many
   */
  public int approveDue(JdbcClient sql, TenantId tenant, int limit) {
    Instant now = clock.instant();
    List<AffiliateId> affiliates = commissions.affiliatesWithDue(sql, now, limit);
    Set<AffiliateId> ours = ledger.tryLockAffiliates(sql, tenant, affiliates);
    List<Commission> due = commissions.due(sql, ours, now, limit);
    Booking booking = new Booking();
    due.forEach(commission -> approve(sql, tenant, booking, commission));
    ledger.post(sql, tenant, booking.postings());
    return due.size();
  }

  private Optional<Commission> locked(JdbcClient sql, TenantId tenant, CommissionId id) {
    return commissions
        .find(sql, id)
        .map(
            found -> {
              ledger.lockAffiliates(sql, List.of(new TenantAffiliate(tenant, found.affiliateId())));
              return commissions.lock(sql, id);
            });
  }

  private void revise(
      JdbcClient sql,
      TenantId tenant,
      Booking booking,
      ConversionId id,
      int revision,
      Subject subject,
      Decided decided) {
    ConversionState known = commissions.conversion(sql, id).orElse(null);
    if (known != null && known.revision() >= revision) {
      return;
    }
    Accrual accrual = decided.accrual();
    ConversionState state =
        new ConversionState(
            id,
            subject.campaignId(),
            revision,
            subject.amount(),
            known == null ? 0 : known.refunded(),
            known == null ? null : known.refundId(),
            subject.occurredAt(),
            accrual == null ? "nobody is credited" : accrual.explanation());
    commissions.save(sql, tenant, state);
    Revision changes =
        Revision.of(
            known == null ? List.of() : commissions.live(sql, id),
            accrual == null ? List.of() : accrual.shares());
    changes.takenBack().stream()
        .filter(line -> line.status().isHeld())
        .forEach(line -> reject(sql, tenant, booking, line, CREDITED_TO_OTHER));
    changes.takenBack().stream()
        .filter(line -> !line.status().isHeld())
        .forEach(
            line ->
                takeBack(
                    sql,
                    tenant,
                    booking,
                    line,
                    line.left(),
                    "rev" + revision,
                    CREDITED_TO_OTHER,
                    now()));
    for (Share share : changes.accrued()) {
      Commission commission = accrue(sql, tenant, booking, state, share, decided.hold());
      if (state.refundId() != null) {
        takeBackRefunded(sql, tenant, booking, commission, state, state.refundId(), now());
      }
    }
  }

  private Commission accrue(
      JdbcClient sql,
      TenantId tenant,
      Booking booking,
      ConversionState state,
      Share share,
      Duration hold) {
    AccrualKey key =
        new AccrualKey(
            state.id(),
            share.rule().id() + "." + share.rule().version(),
            share.affiliate(),
            state.revision());
    Commission commission =
        new Commission(
            CommissionId.of(ids.next()),
            state.id(),
            state.campaignId(),
            share.affiliate(),
            share.rule(),
            state.revision(),
            share.amount(),
            Money.zero(share.amount().currency()),
            CommissionStatus.PENDING,
            null,
            share.explanation(),
            key.text(),
            state.occurredAt(),
            state.occurredAt().plus(hold),
            now(),
            null);
    commissions.insert(sql, tenant, commission);
    booking.add(
        Postings.accrue(
            commission.id(), key, state.campaignId(), share.amount(), state.occurredAt()));
    tell(sql, tenant, commission, Change.CREATED, commission.accrued(), null);
    return commission;
  }

  private void refund(JdbcClient sql, TenantId tenant, Booking booking, Refunded refunded) {
    ConversionState known = commissions.conversion(sql, refunded.conversionId()).orElse(null);
    if (known == null || refunded.refundedSoFar().minor() <= known.refunded()) {
      return;
    }
    ConversionState state =
        new ConversionState(
            known.id(),
            known.campaignId(),
            known.revision(),
            refunded.total(),
            refunded.refundedSoFar().minor(),
            refunded.refundId(),
            known.occurredAt(),
            known.explanation());
    commissions.save(sql, tenant, state);
    for (Commission commission : commissions.live(sql, state.id())) {
      takeBackRefunded(
          sql, tenant, booking, commission, state, refunded.refundId(), refunded.occurredAt());
    }
  }

  private void takeBackRefunded(
      JdbcClient sql,
      TenantId tenant,
      Booking booking,
      Commission commission,
      ConversionState state,
      String refundId,
      Instant at) {
    Money target = Refund.target(commission.accrued(), state.refunded(), state.total().minor());
    Money more = target.minus(commission.takenBack());
    if (more.minor() > 0) {
      takeBack(sql, tenant, booking, commission, more, refundId, ITEM_RETURNED, at);
    }
  }

  /** E3 while it is held, E11 afterwards; whole, it ends there, unless a payout still has it. */
  private void takeBack(
      JdbcClient sql,
      TenantId tenant,
      Booking booking,
      Commission commission,
      Money amount,
      String cause,
      String reason,
      Instant at) {
    Commission less = commission.lessBy(amount);
    boolean whole = less.left().minor() == 0;
    if (commission.status().isHeld()) {
      booking.add(
          Postings.clawbackHeld(
              commission.id(),
              cause,
              commission.affiliateId(),
              commission.campaignId(),
              amount,
              at));
      less = whole ? moved(less, Move.REJECT, reason) : less;
    } else {
      booking.add(
          Postings.clawbackApproved(
              commission.id(),
              cause,
              commission.affiliateId(),
              commission.campaignId(),
              amount,
              available(sql, tenant, booking, commission),
              at));
      less =
          whole && commission.status() != CommissionStatus.IN_PAYOUT
              ? moved(less, Move.REVERSE, reason)
              : less;
    }
    commissions.update(sql, less, now());
    tell(sql, tenant, less, Change.CLAWED_BACK, amount, reason);
  }

  private Money available(JdbcClient sql, TenantId tenant, Booking booking, Commission commission) {
    Account account = Account.available(commission.affiliateId());
    var currency = commission.accrued().currency();
    long debitPositive =
        Math.addExact(
            ledger.balance(sql, tenant, account, currency), booking.delta(account, currency));
    return new Money(Math.negateExact(debitPositive), currency);
  }

  private Commission approve(
      JdbcClient sql, TenantId tenant, Booking booking, Commission commission) {
    Commission approved = moved(commission, Move.APPROVE, null);
    booking.add(
        Postings.approve(commission.id(), commission.affiliateId(), commission.left(), now()));
    commissions.update(sql, approved, now());
    tell(sql, tenant, approved, Change.APPROVED, approved.accrued(), null);
    return approved;
  }

  private Commission reject(
      JdbcClient sql, TenantId tenant, Booking booking, Commission commission, String reason) {
    Commission rejected = moved(commission, Move.REJECT, reason);
    booking.add(
        Postings.reject(
            commission.id(),
            commission.accrualKey(),
            commission.affiliateId(),
            commission.campaignId(),
            commission.left(),
            now()));
    commissions.update(sql, rejected, now());
    tell(sql, tenant, rejected, Change.REJECTED, rejected.accrued(), reason);
    return rejected;
  }

  /** Moves commissions with the payout that holds them. */
  void follow(
      JdbcClient sql,
      TenantId tenant,
      Stream<Commission> held,
      Move move,
      java.util.function.UnaryOperator<Commission> payout,
      Change change,
      @Nullable String reason) {
    held.forEach(
        commission -> {
          Commission next = payout.apply(moved(commission, move, commission.reason()));
          Commission told = next;
          // What was taken back whole while a payout had it ends with the payout.
          if (next.left().minor() == 0 && move != Move.COLLECT) {
            next = moved(next, Move.REVERSE, ITEM_RETURNED);
          }
          commissions.update(sql, next, now());
          tell(sql, tenant, told, change, told.accrued(), reason);
        });
  }

  private void tell(
      JdbcClient sql,
      TenantId tenant,
      Commission commission,
      Change change,
      Money amount,
      @Nullable String reason) {
    database
        .outbox()
        .append(
            sql,
            Topics.REWARD_EVENTS,
            commission.affiliateId().value(),
            new CommissionEvent(
                ids.next(),
                tenant,
                commission.affiliateId(),
                change,
                commission.id(),
                commission.conversionId(),
                commission.campaignId(),
                amount,
                commission.conversionAt(),
                commission.payoutId(),
                reason,
                now()));
  }

  private static Commission moved(Commission commission, Move move, @Nullable String reason) {
    return commission.in(
        commission
            .status()
            .after(move)
            .orElseThrow(() -> new IllegalMove(commission.status(), move)),
        reason);
  }

  private Instant now() {
    return clock.instant();
  }
}
