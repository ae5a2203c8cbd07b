package io.tributary.attribution.conversion;

import io.tributary.attribution.conversion.ConversionState.Standing;
import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Ground;
import io.tributary.contract.decision.Ground.Cause;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Rejected;
import io.tributary.contract.decision.Subject;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.money.Money;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.RefundReceived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a report or a refund means for a conversion that may be known already.
 *
 * <p>The first report settles who earns. The same amount again is a duplicate; another amount is a
 * new revision that keeps the credits, and looks for them anew only where there were none. A report
 * that does not count itself changes nothing of a conversion that does. Touches that came late, and
 * a repeat by a surer key where nobody was credited, change the credits once.
 *
 * <p>Decision ids are made of the conversion, the revision or kind and the event, and times are
 * those of events: the same log gives the same decisions, byte for byte.
 */
public final class Revisions {

  /** Refunds of one conversion; an order has few items that can go back one by one. */
  public static final int MAX_REFUNDS = 200;

  private Revisions() {}

  /**
   * What to remember and what to tell.
   *
   * @param unusable early refunds that turned out not to be in the currency of their order
   */
  public record Step(
      ConversionState state, List<Decision> decisions, List<RefundReceived> unusable) {

    public Step {
      decisions = List.copyOf(decisions);
      unusable = List.copyOf(unusable);
    }

    Step(ConversionState state, List<Decision> decisions) {
      this(state, decisions, List.of());
    }
  }

  /** Takes a report. */
  public static Step report(@Nullable ConversionState known, Proposal proposal) {
    Instant at = proposal.report().receivedAt();
    ConversionState state = known == null ? ConversionState.empty(at) : known;
    Standing standing = state.standing();
    if (standing == null) {
      return first(state, proposal);
    }
    ConversionState seen = state.changed(later(state.changedAt(), at));
    if (proposal.ground().cause() != Cause.FIRST) {
      return mayReattribute(state, standing, proposal)
          ? reattributed(seen, standing, proposal)
          : new Step(state, List.of());
    }
    if (standing.total().equals(proposal.report().amount())) {
      if (standing.credits().isEmpty() && mayReattribute(state, standing, proposal)) {
        Ground ground = proposal.ground();
        return reattributed(
            seen,
            standing,
            proposal.on(
                new Ground(
                    Cause.LATE_CLICK, ground.key(), ground.termsVersion(), ground.modelVersion())));
      }
      return new Step(
          seen,
          List.of(
              duplicate(
                  standing,
                  proposal,
                  new TraceStep(
                      "duplicate",
                      "same_amount",
                      "The conversion was reported before with the same amount; revision %d stands."
                          .formatted(standing.revision()),
                      Map.of("revision", Integer.toString(standing.revision()))))));
    }
    String rejection = proposal.rejection();
    if (rejection != null) {
      return new Step(
          seen,
          List.of(
              duplicate(
                  standing,
                  proposal,
                  new TraceStep(
                      "duplicate",
                      "update_rejected",
                      "Another amount was reported, but the report does not count (%s); revision %d stands."
                          .formatted(rejection, standing.revision()),
                      Map.of(
                          "revision",
                          Integer.toString(standing.revision()),
                          "reason",
                          rejection)))));
    }
    return revised(seen, standing, proposal);
  }

  /**
   * Takes a refund.
   *
   * @throws IllegalArgumentException if it can never be taken: its currency is not the order's, or
   *     there are too many
   */
  public static Step refund(@Nullable ConversionState known, RefundReceived refund) {
    ConversionState state = known == null ? ConversionState.empty(refund.receivedAt()) : known;
    boolean repeated =
        state.refundIds().contains(refund.refundId())
            || state.early().stream().anyMatch(early -> early.refundId().equals(refund.refundId()));
    if (repeated) {
      return new Step(state, List.of());
    }
    if (state.refundIds().size() + state.early().size() >= MAX_REFUNDS) {
      throw new IllegalArgumentException(
          "more than %d refunds of one conversion".formatted(MAX_REFUNDS));
    }
    Standing standing = state.standing();
    Instant changedAt = later(state.changedAt(), refund.receivedAt());
    if (standing == null) {
      List<RefundReceived> early =
          Stream.concat(state.early().stream(), Stream.of(refund)).toList();
      return new Step(
          new ConversionState(null, state.refunded(), state.refundIds(), early, false, changedAt),
          List.of());
    }
    if (!refund.amount().currency().equals(standing.total().currency())) {
      throw new IllegalArgumentException("the refund is not in the currency of its order");
    }
    long sum = refundedWith(state.refunded(), refund, standing);
    return new Step(
        new ConversionState(
            standing,
            sum,
            Stream.concat(state.refundIds().stream(), Stream.of(refund.refundId())).toList(),
            state.early(),
            state.reattributed(),
            changedAt),
        List.of(refunded(standing, refund, sum)));
  }

  private static Step first(ConversionState state, Proposal proposal) {
    List<Decision> decisions = new ArrayList<>();
    Decision decision = decision(1, subject(proposal.report()), proposal, proposal.trace());
    decisions.add(decision);
    Standing standing =
        new Standing(
            1,
            subject(proposal.report()),
            decision.decidedAt(),
            proposal.ground(),
            proposal.model(),
            proposal.credits());
    Instant changedAt = later(state.changedAt(), proposal.report().receivedAt());
    ConversionState next = new ConversionState(standing, 0, List.of(), List.of(), false, changedAt);
    List<RefundReceived> unusable = new ArrayList<>();
    for (RefundReceived early : state.early()) {
      if (early.amount().currency().equals(standing.total().currency())) {
        Step step = refund(next, early);
        next = step.state();
        decisions.addAll(step.decisions());
      } else {
        unusable.add(early);
      }
    }
    return new Step(next, decisions, unusable);
  }

  private static Step revised(ConversionState state, Standing before, Proposal proposal) {
    int revision = before.revision() + 1;
    boolean keepsCredits = !before.credits().isEmpty();
    Model model = keepsCredits ? before.model() : proposal.model();
    List<Credit> credits = keepsCredits ? before.credits() : proposal.credits();
    Money total = proposal.report().amount();
    List<TraceStep> trace = new ArrayList<>();
    trace.add(
        new TraceStep(
            "revision",
            "amount_changed",
            keepsCredits
                ? "The amount changed from %s to %s; the credits of revision %d stand."
                    .formatted(words(before.total()), words(total), before.revision())
                : "The amount changed from %s to %s; nobody was credited before, so touches were looked for again."
                    .formatted(words(before.total()), words(total)),
            Map.of(
                "from", Long.toString(before.total().minor()),
                "to", Long.toString(total.minor()),
                "revision", Integer.toString(revision))));
    if (!keepsCredits) {
      trace.addAll(proposal.trace());
    }
    Subject subject = keepsCredits ? revalued(before, proposal) : subject(proposal.report());
    Proposal settled =
        new Proposal(
            proposal.report(),
            later(before.decidedAt(), proposal.decidedAt()),
            changed(keepsCredits ? before.ground() : proposal.ground()),
            model,
            credits,
            null,
            trace);
    Decision decision = decision(revision, subject, settled, trace);
    Standing standing =
        new Standing(revision, subject, decision.decidedAt(), settled.ground(), model, credits);
    boolean sameCurrency = before.total().currency().equals(total.currency());
    ConversionState next =
        new ConversionState(
            standing,
            sameCurrency ? Math.min(state.refunded(), Math.max(0, total.minor())) : 0,
            state.refundIds(),
            state.early(),
            state.reattributed(),
            state.changedAt());
    return new Step(
        next,
        List.of(superseded(before, proposal.report(), decision, Cause.AMOUNT_CHANGED), decision));
  }

  private static Ground changed(Ground ground) {
    return new Ground(
        Cause.AMOUNT_CHANGED, ground.key(), ground.termsVersion(), ground.modelVersion());
  }

  private static boolean mayReattribute(
      ConversionState state, Standing standing, Proposal proposal) {
    return !state.reattributed()
        && !proposal.credits().isEmpty()
        && !proposal.credits().equals(standing.credits());
  }

  /** The same conversion with other credits; its amount stands. */
  private static Step reattributed(ConversionState state, Standing before, Proposal proposal) {
    int revision = before.revision() + 1;
    String cause = proposal.ground().cause().name().toLowerCase(Locale.ROOT);
    List<TraceStep> trace = new ArrayList<>();
    trace.add(
        new TraceStep(
            "revision",
            cause,
            "What came later led to other touches than those that revision %d credited."
                .formatted(before.revision()),
            Map.of("revision", Integer.toString(revision))));
    trace.addAll(proposal.trace());
    Subject subject = subject(proposal.report(), before.total());
    Proposal settled =
        new Proposal(
            proposal.report(),
            later(before.decidedAt(), proposal.decidedAt()),
            proposal.ground(),
            proposal.model(),
            proposal.credits(),
            null,
            trace);
    Decision decision = decision(revision, subject, settled, trace);
    ConversionState next =
        new ConversionState(
            new Standing(
                revision,
                subject,
                decision.decidedAt(),
                proposal.ground(),
                proposal.model(),
                proposal.credits()),
            state.refunded(),
            state.refundIds(),
            state.early(),
            true,
            state.changedAt());
    return new Step(
        next,
        List.of(
            superseded(before, proposal.report(), decision, proposal.ground().cause()), decision));
  }

  private static Superseded superseded(
      Standing before, ConversionReceived report, Decision by, Cause cause) {
    return new Superseded(
        id(report.conversionId(), before.revision() + ":superseded", report.eventId()),
        report.tenantId(),
        report.conversionId(),
        before.revision(),
        by.decidedAt(),
        cause.name().toLowerCase(Locale.ROOT));
  }

  /** The first report with the amount of the newest: when and how it was earned does not change. */
  private static Subject revalued(Standing before, Proposal proposal) {
    Subject subject = before.subject();
    return new Subject(
        subject.campaignId(),
        subject.event(),
        subject.orderId(),
        proposal.report().amount(),
        subject.occurredAt(),
        subject.visitorId(),
        proposal.report().eventId(),
        subject.clickId(),
        subject.coupon(),
        subject.customerId());
  }

  private static Decision decision(
      int revision, Subject subject, Proposal proposal, List<TraceStep> trace) {
    ConversionReceived report = proposal.report();
    ConversionId conversion = report.conversionId();
    String rejection = proposal.rejection();
    Model model = proposal.model();
    if (rejection != null) {
      return new Rejected(
          id(conversion, revision + ":rejected", report.eventId()),
          report.tenantId(),
          conversion,
          revision,
          subject,
          proposal.decidedAt(),
          proposal.ground(),
          rejection,
          trace);
    }
    if (model == null) {
      return new Unattributed(
          id(conversion, revision + ":unattributed", report.eventId()),
          report.tenantId(),
          conversion,
          revision,
          subject,
          proposal.decidedAt(),
          proposal.ground(),
          trace);
    }
    return new Attributed(
        id(conversion, revision + ":attributed", report.eventId()),
        report.tenantId(),
        conversion,
        revision,
        subject,
        proposal.decidedAt(),
        proposal.ground(),
        model,
        proposal.credits(),
        trace);
  }

  private static Duplicate duplicate(Standing standing, Proposal proposal, TraceStep why) {
    ConversionReceived report = proposal.report();
    return new Duplicate(
        id(report.conversionId(), standing.revision() + ":duplicate", report.eventId()),
        report.tenantId(),
        report.conversionId(),
        standing.revision(),
        subject(report),
        later(standing.decidedAt(), report.receivedAt()),
        List.of(why));
  }

  private static Refunded refunded(Standing standing, RefundReceived refund, long sum) {
    return new Refunded(
        id(refund.conversionId(), "refunded", refund.refundId()),
        refund.tenantId(),
        refund.conversionId(),
        refund.refundId(),
        refund.amount(),
        new Money(sum, standing.total().currency()),
        standing.total(),
        refund.occurredAt(),
        later(standing.decidedAt(), refund.receivedAt()),
        refund.reason());
  }

  /** What went back with this refund, never more than the order's amount, without overflow. */
  private static long refundedWith(long before, RefundReceived refund, Standing standing) {
    long room = Math.max(0, standing.total().minor()) - before;
    return before + Math.max(0, Math.min(refund.amount().minor(), room));
  }

  private static Subject subject(ConversionReceived report) {
    return subject(report, report.amount());
  }

  private static Subject subject(ConversionReceived report, Money amount) {
    return new Subject(
        report.campaignId(),
        report.event(),
        report.orderId(),
        amount,
        report.occurredAt(),
        report.visitorId(),
        report.eventId(),
        report.clickId(),
        report.coupon(),
        report.customerId());
  }

  private static String id(ConversionId conversion, String kind, String source) {
    return conversion.value() + ":" + kind + ":" + source;
  }

  private static String words(Money money) {
    return money.toDecimal() + " " + money.currency();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
