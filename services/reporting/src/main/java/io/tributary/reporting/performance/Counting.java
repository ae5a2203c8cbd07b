package io.tributary.reporting.performance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.tributary.contract.decision.Decision;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.reward.CommissionEvent;
import io.tributary.contract.tracking.Judgement.TouchClass;
import io.tributary.reporting.performance.FigureStore.Positioned;
import io.tributary.reporting.performance.FigureStore.Session;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts batches of events: added up in memory, written once per tenant, tenants in order. */
public final class Counting {

  private final FigureStore store;

  public Counting(FigureStore store) {
    this.store = store;
  }

  /**
   * A click or an impression.
   *
   * @param affiliate who sent it
   * @param reason why it never earns; null unless it is invalid
   */
  public record Touch(
      Kind kind,
      TouchClass touchClass,
      @Nullable String reason,
      CampaignFacts campaign,
      AffiliateId affiliate,
      Instant occurredAt) {

    /** Reasons that speak of an automatic visitor. */
    private static final Set<String> BOT = Set.of("bot", "non_human");

    /** What the visitor did. */
    public enum Kind {
      CLICK,
      IMPRESSION
    }

    private Figures figures() {
      return switch (kind) {
        case CLICK -> Figures.ofClicks(clicks());
        case IMPRESSION -> isInvalid() ? Figures.ONE_INVALID_IMPRESSION : Figures.ONE_IMPRESSION;
      };
    }

    private Clicks clicks() {
      return switch (touchClass) {
        case UNIQUE -> Clicks.ONE_UNIQUE;
        case DUPLICATE -> Clicks.ONE_DUPLICATE;
        case INVALID ->
            reason != null && BOT.contains(reason) ? Clicks.ONE_BOT : Clicks.ONE_INVALID;
      };
    }

    private boolean isInvalid() {
      return touchClass == TouchClass.INVALID;
    }

    private InvalidKey invalidKey() {
      return new InvalidKey(
          FigureKey.dayOf(occurredAt),
          campaign.campaign(),
          affiliate,
          Objects.requireNonNull(reason, "an invalid touch has a reason"));
    }

    private InvalidTouches invalid() {
      return switch (kind) {
        case CLICK -> new InvalidTouches(1, 0);
        case IMPRESSION -> new InvalidTouches(0, 1);
      };
    }
  }

  /** Counts touches. */
  public void touches(String topic, List<Positioned<List<Touch>>> events) {
    store.applyOnce(
        topic,
        events,
        (session, fresh) ->
            byTenant(
                    fresh.stream().flatMap(List::stream).toList(),
                    touch -> touch.campaign().tenant())
                .forEach(
                    (tenant, touches) -> {
                      session.add(tenant, sumsOf(touches));
                      session.addInvalid(tenant, invalidOf(touches));
                    }));
  }

  /** Counts conversions as they are decided, decided anew, and refunded. */
  public void decisions(String topic, List<Positioned<Decision>> events) {
    store.applyOnce(
        topic,
        events,
        (session, fresh) ->
            byTenant(fresh, Decision::tenantId)
                .forEach((tenant, decisions) -> count(session, tenant, decisions)));
  }

  /** Counts commissions as they accrue, are rejected, and are taken back. */
  public void commissions(String topic, List<Positioned<List<CommissionEvent>>> events) {
    store.applyOnce(
        topic,
        events,
        (session, fresh) ->
            byTenant(fresh.stream().flatMap(List::stream).toList(), CommissionEvent::tenantId)
                .forEach((tenant, changes) -> countMoney(session, tenant, changes)));
  }

  private static FigureSums sumsOf(List<Touch> touches) {
    FigureSums sums = new FigureSums();
    for (Touch touch : touches) {
      CampaignFacts campaign = touch.campaign();
      sums.add(
          new FigureKey(
              campaign.tenant(),
              FigureKey.dayOf(touch.occurredAt()),
              campaign.campaign(),
              touch.affiliate(),
              campaign.currency()),
          touch.figures());
    }
    return sums;
  }

  private static SortedMap<InvalidKey, InvalidTouches> invalidOf(List<Touch> touches) {
    SortedMap<InvalidKey, InvalidTouches> sums = new TreeMap<>();
    touches.stream()
        .filter(Touch::isInvalid)
        .forEach(touch -> sums.merge(touch.invalidKey(), touch.invalid(), InvalidTouches::plus));
    return sums;
  }

  private static void count(Session session, TenantId tenant, List<Decision> decisions) {
    Map<ConversionId, CountedConversion> known =
        session.conversions(
            tenant, decisions.stream().map(Decision::conversionId).distinct().toList());
    Map<ConversionId, CountedConversion> changed = new LinkedHashMap<>();
    FigureSums sums = new FigureSums();
    for (Decision decision : decisions) {
      ConversionId id = decision.conversionId();
      CountedConversion before =
          changed.getOrDefault(id, known.getOrDefault(id, CountedConversion.unknown(id)));
      CountedConversion after = before.after(decision);
      if (!after.equals(before)) {
        before.takeFrom(sums, tenant);
        after.addTo(sums, tenant);
        changed.put(id, after);
      }
    }
    session.keepConversions(tenant, changed.values());
    session.add(tenant, sums);
  }

  private static void countMoney(Session session, TenantId tenant, List<CommissionEvent> changes) {
    Map<CommissionId, CountedCommission> known =
        session.commissions(
            tenant, changes.stream().map(CommissionEvent::commissionId).distinct().toList());
    Map<CommissionId, CountedCommission> changed = new LinkedHashMap<>();
    FigureSums sums = new FigureSums();
    for (CommissionEvent change : changes) {
      CommissionId id = change.commissionId();
      CountedCommission before =
          changed.getOrDefault(id, known.getOrDefault(id, CountedCommission.unknown(id)));
      CountedCommission after = before.after(change);
      if (!after.equals(before)) {
        changed.put(id, after);
        sums.add(
            new FigureKey(
                tenant,
                FigureKey.dayOf(change.conversionAt()),
                change.campaignId(),
                change.affiliateId(),
                change.amount().currency()),
            Figures.ofCommission(after.amount() - before.amount()));
      }
    }
    session.keepCommissions(tenant, changed.values());
    session.add(tenant, sums);
  }

  private static <E> Map<TenantId, List<E>> byTenant(
      List<E> events, Function<E, TenantId> tenantOf) {
    return events.stream()
        .collect(
            groupingBy(
                tenantOf, () -> new TreeMap<>(Comparator.comparing(TenantId::value)), toList()));
  }
}
