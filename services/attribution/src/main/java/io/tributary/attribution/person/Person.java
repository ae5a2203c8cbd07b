package io.tributary.attribution.person;

import io.tributary.attribution.journey.AttributionDecision.Credited;
import io.tributary.attribution.journey.Binding;
import io.tributary.attribution.journey.Earlier;
import io.tributary.attribution.journey.Evidence;
import io.tributary.attribution.journey.Journey;
import io.tributary.attribution.journey.Touch;
import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Ground.Cause;
import io.tributary.contract.decision.Ground.MatchKey;
import io.tributary.contract.directory.AttributionTerms.Matching;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer, or of whoever has an e-mail address, with all visitors.
 *
 * @param bindings to affiliates, by campaign id
 * @param recent conversions that were decided and may still be credited anew
 * @param conversions of the person, as they came
 */
public record Person(
    TenantId tenantId,
    Journey journey,
    Map<String, Binding> bindings,
    List<Seeking> recent,
    List<Earlier> conversions) {

  public Person {
    bindings = bindings == null ? Map.of() : Map.copyOf(bindings);
    recent = recent == null ? List.of() : List.copyOf(recent);
    conversions = conversions == null ? List.of() : List.copyOf(conversions);
  }

  /** Somebody who was not seen before. */
  public static Person of(TenantId tenant) {
    return new Person(tenant, Journey.EMPTY, Map.of(), List.of(), List.of());
  }

  /** With touches, each once. */
  public Person with(List<Touch> touches) {
    Journey more = journey;
    for (Touch touch : touches) {
      more = more.with(touch);
    }
    return with(more);
  }

  /** With another journey. */
  public Person with(Journey other) {
    return new Person(tenantId, other, bindings, recent, conversions);
  }

  /** Without touches of a visitor that turned out to be shared. */
  public Person without(Set<String> eventIds) {
    return with(journey.without(touch -> eventIds.contains(touch.eventId())));
  }

  /** What a conversion finds here. */
  public Evidence evidence(Seeking seeking) {
    return new Evidence(
        seeking.own(),
        journey,
        seeking.by(),
        conversions,
        seeking.by() == MatchKey.CUSTOMER
            ? bindings.get(seeking.report().campaignId().value())
            : null);
  }

  /** With a conversion that was decided; those whose time is over go. */
  public Person decided(Seeking seeking, long atMillis) {
    List<Seeking> open = new ArrayList<>();
    for (Seeking other : recent) {
      if (Seeking.isOpen(other.report(), atMillis)
          && !other.report().eventId().equals(seeking.report().eventId())) {
        open.add(other);
      }
    }
    open.add(seeking);
    return new Person(
        tenantId,
        journey,
        bindings,
        open.size() > Visitor.MAX_RECENT
            ? open.subList(open.size() - Visitor.MAX_RECENT, open.size())
            : open,
        Earlier.with(conversions, seeking.report()));
  }

  /** The conversions that touches which came late could have led to. */
  public List<Seeking> concerned(List<Touch> late, Cause cause, long atMillis) {
    return recent.stream()
        .filter(seeking -> Seeking.isOpen(seeking.report(), atMillis))
        .filter(
            seeking -> late.stream().anyMatch(touch -> Seeking.concerns(touch, seeking.report())))
        .map(seeking -> seeking.because(cause))
        .toList();
  }

  /** Bound to whom a conversion of the customer was credited, as the campaign has it. */
  public Person bound(Seeking seeking, Credited credited, Matching matching) {
    ConversionReceived report = seeking.report();
    if (seeking.by() != MatchKey.CUSTOMER || report.report().trust() != Report.Trust.HIGH) {
      return this;
    }
    String campaign = report.campaignId().value();
    Credit winner = winner(credited.credits());
    @Nullable Binding known = bindings.get(campaign);
    boolean keeps =
        known != null
            && (known.isLocked(matching, report.occurredAt())
                || known.boundAt().isAfter(report.occurredAt())
                || same(known.credit(), winner));
    if (keeps) {
      return this;
    }
    Map<String, Binding> more = new HashMap<>(bindings);
    more.put(campaign, new Binding(winner, report.occurredAt()));
    return new Person(tenantId, journey, more, recent, conversions);
  }

  /** Whether nothing is worth keeping. */
  public boolean isEmpty() {
    return journey.isEmpty() && bindings.isEmpty() && recent.isEmpty();
  }

  /** The largest credit as the whole; of alike ones the latest. */
  private static Credit winner(List<Credit> credits) {
    Credit best = credits.getFirst();
    for (Credit credit : credits) {
      if (credit.ppm() >= best.ppm()) {
        best = credit;
      }
    }
    return whole(best);
  }

  private static Credit whole(Credit credit) {
    return new Credit(
        credit.affiliateId(),
        credit.linkId(),
        credit.clickId(),
        credit.touch(),
        credit.touchedAt(),
        Attributed.WHOLE_PPM);
  }

  private static boolean same(Credit one, Credit other) {
    return whole(one).equals(whole(other));
  }
}
