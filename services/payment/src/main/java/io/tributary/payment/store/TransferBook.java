package io.tributary.payment.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.payment.PaymentEvent;
import io.tributary.contract.reward.PayoutReserved;
import io.tributary.contract.topic.Topics;
import io.tributary.payment.store.TransferStore.AttemptState;
import io.tributary.payment.store.TransferStore.Due;
import io.tributary.payment.store.TransferStore.Transfer;
import io.tributary.payment.transfer.Attempt;
import io.tributary.payment.transfer.CheckDelays;
import io.tributary.payment.transfer.GatewayAnswer;
import io.tributary.payment.transfer.GatewayOutcome;
import io.tributary.payment.transfer.Gateways;
import io.tributary.payment.transfer.Order;
import io.tributary.payment.transfer.PayoutGateway;
import io.tributary.payment.transfer.Step;
import io.tributary.payment.transfer.TransferStatus;
import io.tributary.platform.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The attempt protocol. A freezes the request and commits; B sends it with no transaction open; C
 * stores the answer, the status and the facts for reward in one commit. A crash at any point leaves
 * an attempt whose lease runs out, and the same bytes go out again under the same key.
 */
public final class TransferBook {

  private static final Logger log = LoggerFactory.getLogger(TransferBook.class);

  /** How long a claimed attempt is left alone: longer than connecting and reading may take. */
  static final Duration LEASE = Duration.ofSeconds(60);

  /** How long a transfer waits that failed for a reason of ours: no funds, credentials. */
  static final Duration RETRY = Duration.ofMinutes(10);

  /** Attempts of one payout; after that it waits for a person. */
  static final int MAX_ATTEMPTS = 100;

  private final Database database;
  private final TransferStore transfers;
  private final Gateways gateways;
  private final CheckDelays delays;
  private final IdSource ids;
  private final InstantSource clock;
  private final MeterRegistry metrics;

  public TransferBook(
      Database database,
      TransferStore transfers,
      Gateways gateways,
      CheckDelays delays,
      IdSource ids,
      InstantSource clock,
      MeterRegistry metrics) {
    this.database = database;
    this.transfers = transfers;
    this.gateways = gateways;
    this.delays = delays;
    this.ids = ids;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** A: a reserved payout becomes a transfer with its first attempt, once. */
  public void begin(JdbcClient sql, PayoutReserved reserved) {
    Order order =
        new Order(
            reserved.tenantId(),
            reserved.payoutId(),
            reserved.gateway(),
            reserved.account(),
            reserved.net());
    Instant now = clock.instant();
    if (!transfers.insert(sql, order, reserved.affiliateId(), now)) {
      return;
    }
    Optional<PayoutGateway> gateway = gateways.find(order.gateway());
    if (gateway.isEmpty()) {
      transfers.update(
          sql, order.payoutId(), TransferStatus.SUBMITTING, null, null, null, null, null);
      refuse(sql, order, "gateway " + order.gateway() + " is not set up");
      return;
    }
    attempt(sql, order, gateway.get(), 1, now);
  }

  private void refuse(JdbcClient sql, Order order, String reason) {
    Transfer transfer = transfers.lock(sql, order.payoutId()).orElseThrow();
    apply(sql, transfer, new GatewayOutcome.Refused("unknown_gateway", reason), clock.instant());
  }

  private void attempt(JdbcClient sql, Order order, PayoutGateway gateway, int n, Instant now) {
    String key = Attempt.key(order.payoutId(), n);
    transfers.insert(
        sql,
        new Attempt(
            order.tenant(),
            order.payoutId(),
            n,
            gateway.name(),
            key,
            gateway.request(order, key),
            null),
        now);
    transfers.update(
        sql, order.payoutId(), TransferStatus.SUBMITTING, null, null, null, null, null);
  }

  /** Gives transfers that wait for their next attempt one; true if there were any. */
  public boolean beginNext(int limit) {
    List<Due> due =
        database.inTransaction(sql -> transfers.dueTransfers(sql, clock.instant(), limit));
    for (Due one : due) {
      boolean begun = database.inTenant(one.tenant(), sql -> beginNext(sql, one.payout()));
      log.debug("payout {} tried again: {}", one.payout(), begun);
    }
    return !due.isEmpty();
  }

  private boolean beginNext(JdbcClient sql, PayoutId payout) {
    Transfer transfer = transfers.tryLock(sql, payout).orElse(null);
    if (transfer == null || transfer.status() != TransferStatus.CREATED) {
      return false;
    }
    int n = transfers.attempts(sql, payout) + 1;
    PayoutGateway gateway = gateways.find(transfer.order().gateway()).orElse(null);
    if (n > MAX_ATTEMPTS || gateway == null) {
      log.error("payout {} waits for a person after {} attempts", payout, n - 1);
      transfers.update(
          sql, payout, TransferStatus.CREATED, null, "waits for a person", null, null, null);
      return false;
    }
    attempt(sql, transfer.order(), gateway, n, clock.instant());
    return true;
  }

  /** Attempts that have something to do. */
  List<Due> due(int limit) {
    return database.inTransaction(sql -> transfers.due(sql, clock.instant(), limit));
  }

  /** Carries one attempt through B and C; nothing happens when another process has it. */
  void carry(Due due, String owner) {
    AttemptState claimed =
        database.inTenant(due.tenant(), sql -> claim(sql, due, owner).orElse(null));
    if (claimed == null) {
      return;
    }
    GatewayAnswer answer = ask(claimed);
    boolean stored = database.inTenant(due.tenant(), sql -> conclude(sql, claimed, owner, answer));
    if (!stored) {
      log.warn("attempt {} was taken over while it was asked for", claimed.attempt().key());
    }
  }

  /** Claims an attempt that is due; one whose lease ran out may have been sent: it is unknown. */
  Optional<AttemptState> claim(JdbcClient sql, Due due, String owner) {
    Instant now = clock.instant();
    Transfer transfer = transfers.tryLock(sql, due.payout()).orElse(null);
    if (transfer == null) {
      return Optional.empty();
    }
    AttemptState state = transfers.attempt(sql, due.payout(), due.n()).orElse(null);
    if (state == null
        || state.nextCheckAt() == null
        || state.nextCheckAt().isAfter(now)
        || (state.leaseUntil() != null && state.leaseUntil().isAfter(now))) {
      return Optional.empty();
    }
    if (state.status() == TransferStatus.SUBMITTING && state.sends() > 0) {
      transfers.markUnknown(sql, state.attempt());
      apply(sql, transfer, new GatewayOutcome.Unknown("the answer was lost in a crash"), now);
    }
    transfers.lease(sql, state.attempt(), owner, now, now.plus(LEASE));
    return transfers.attempt(sql, due.payout(), due.n());
  }

  /** B: no transaction is open. */
  GatewayAnswer ask(AttemptState state) {
    PayoutGateway gateway = gateways.of(state.attempt());
    return switch (state.status()) {
      case SUBMITTING -> count(gateway, "submit", gateway.submit(state.attempt()));
      case UNKNOWN -> resolve(gateway, state);
      case SUBMITTED, ON_HOLD -> count(gateway, "lookup", gateway.lookup(state.attempt()));
      case CREATED, SETTLED, FAILED, CANCELED, RETURNED, REVERSED ->
          throw new IllegalStateException(
              "attempt " + state.attempt().key() + " is " + state.status().label());
    };
  }

  /** The same bytes under the same key answer for sure, unless a stored failure answers. */
  private GatewayAnswer resolve(PayoutGateway gateway, AttemptState state) {
    Instant first = state.firstSentAt();
    if (first != null && clock.instant().isBefore(first.plus(gateway.idempotencyWindow()))) {
      GatewayAnswer again = count(gateway, "submit", gateway.submit(state.attempt()));
      if (!(again.outcome() instanceof GatewayOutcome.Unknown)) {
        return again;
      }
    }
    return count(gateway, "lookup", gateway.lookup(state.attempt()));
  }

  /** C: answer, status and facts in one commit; false if the lease is another's by now. */
  boolean conclude(JdbcClient sql, AttemptState claimed, String owner, GatewayAnswer answer) {
    Attempt attempt = claimed.attempt();
    Transfer transfer = transfers.lock(sql, attempt.payoutId()).orElseThrow();
    AttemptState state = transfers.attempt(sql, attempt.payoutId(), attempt.n()).orElseThrow();
    if (!owner.equals(state.leaseOwner())) {
      return false;
    }
    Instant now = clock.instant();
    Step step = apply(sql, transfer, answer.outcome(), now);
    TransferStatus status = step.attemptFailed() ? TransferStatus.FAILED : step.status();
    int checks = status == state.status() ? state.checks() + 1 : 0;
    Instant next = delays.next(status, checks).map(now::plus).orElse(null);
    if (next == null && status == TransferStatus.UNKNOWN) {
      log.error("payout {} is unknown for too long; a person must look", attempt.payoutId());
    }
    transfers.answer(sql, attempt, status, answer, checks, next, now);
    return true;
  }

  private Step apply(JdbcClient sql, Transfer transfer, GatewayOutcome outcome, Instant now) {
    Order order = transfer.order();
    Transfer current = transfers.lock(sql, order.payoutId()).orElseThrow();
    Step step = Step.of(current.status(), current.debited(), outcome);
    if (step.status() != current.status() && !current.status().canBecome(step.status())) {
      transfers.anomaly(
          sql,
          order.tenant(),
          order.payoutId(),
          "illegal_transition",
          current.status().label() + " to " + step.status().label(),
          now);
      log.error("payout {}: {} cannot follow", order.payoutId(), outcome.label());
      return new Step(current.status(), false, List.of());
    }
    transfers.update(
        sql,
        order.payoutId(),
        step.status(),
        reference(outcome),
        reason(outcome),
        step.facts().contains(Step.Fact.DEBITED) ? now : null,
        step.facts().contains(Step.Fact.SETTLED) ? now : null,
        step.status() == TransferStatus.CREATED ? now.plus(RETRY) : null);
    String reference = reference(outcome);
    for (Step.Fact fact : step.facts()) {
      tell(sql, event(fact, order, reference, reason(outcome), now));
    }
    return step;
  }

  private PaymentEvent event(
      Step.Fact fact,
      Order order,
      @Nullable String reference,
      @Nullable String reason,
      Instant at) {
    String id = ids.next();
    TenantId tenant = order.tenant();
    PayoutId payout = order.payoutId();
    String gateway = order.gateway();
    String known = reference == null ? payout.value() : reference;
    String why = reason == null ? "" : reason;
    return switch (fact) {
      case SUBMITTED -> new PaymentEvent.Submitted(id, tenant, payout, gateway, reference, at);
      case DEBITED -> new PaymentEvent.Debited(id, tenant, payout, gateway, known, order.net(), at);
      case SETTLED -> new PaymentEvent.Settled(id, tenant, payout, gateway, known, at);
      case UNKNOWN -> new PaymentEvent.Unknown(id, tenant, payout, gateway, why, at);
      case FAILED -> new PaymentEvent.Failed(id, tenant, payout, gateway, why, at);
    };
  }

  private void tell(JdbcClient sql, PaymentEvent event) {
    database.outbox().append(sql, Topics.PAYMENT_EVENTS, event.payoutId().value(), event);
  }

  /**
   * Keeps a genuine call of a gateway and has the payout looked up: a call never sets a status.
   *
   * @param payout that the call is about, if it names one
   */
  public void called(
      TenantId tenant, String gateway, String eventId, byte[] body, Optional<PayoutId> payout) {
    boolean fresh =
        database.inTenant(
            tenant,
            sql -> {
              Instant now = clock.instant();
              boolean kept = transfers.keepHook(sql, tenant, gateway, eventId, body, now);
              if (kept) {
                payout.ifPresent(id -> transfers.checkNow(sql, id, now));
              }
              return kept;
            });
    log.debug("{} called, {}", gateway, fresh ? "new" : "again");
  }

  private GatewayAnswer count(PayoutGateway gateway, String operation, GatewayAnswer answer) {
    Counter.builder("gateway_requests_total")
        .description("Requests to gateways, by operation and class of answer")
        .tags("gateway", gateway.name(), "op", operation, "class", answer.outcome().label())
        .register(metrics)
        .increment();
    return answer;
  }

  private static @Nullable String reference(GatewayOutcome outcome) {
    return switch (outcome) {
      case GatewayOutcome.Settled(String reference) -> reference;
      case GatewayOutcome.Accepted(String reference) -> reference;
      case GatewayOutcome.Refused ignored -> null;
      case GatewayOutcome.NoFunds ignored -> null;
      case GatewayOutcome.Credentials ignored -> null;
      case GatewayOutcome.Unknown ignored -> null;
      case GatewayOutcome.Absent ignored -> null;
    };
  }

  private static @Nullable String reason(GatewayOutcome outcome) {
    return switch (outcome) {
      case GatewayOutcome.Settled ignored -> null;
      case GatewayOutcome.Accepted ignored -> null;
      case GatewayOutcome.Refused(String code, String message) -> code + ": " + message;
      case GatewayOutcome.NoFunds(String message) -> "no_funds: " + message;
      case GatewayOutcome.Credentials(String message) -> "credentials: " + message;
      case GatewayOutcome.Unknown(String why) -> why;
      case GatewayOutcome.Absent ignored -> "the gateway does not know it";
    };
  }
}
