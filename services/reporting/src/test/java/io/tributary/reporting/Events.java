package io.tributary.reporting;

import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Rejected;
import io.tributary.contract.decision.Subject;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.reward.CommissionEvent;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.Consent;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Placement;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Refused;
import io.tributary.contract.tracking.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Events of one tenant's campaign and two affiliates, with fresh ids. */
public final class Events {

  public static final CurrencyCode USD = new CurrencyCode("USD");

  private final IdSource ids = IdSource.system();
  public final TenantId tenant = TenantId.of(ids.next());
  public final AdvertiserId advertiser = AdvertiserId.of(ids.next());
  public final CampaignId campaign = CampaignId.of(ids.next());
  public final AffiliateId anna = AffiliateId.of(ids.next());
  public final AffiliateId ben = AffiliateId.of(ids.next());
  public final LinkId link = LinkId.of(ids.next());

  /** A share of a conversion as tests write it. */
  public record Part(AffiliateId affiliate, int ppm) {}

  public ConversionId conversion() {
    return ConversionId.of(ids.next());
  }

  public CommissionId commission() {
    return CommissionId.of(ids.next());
  }

  public Subject order(Instant at, long amount) {
    return order(at, amount, "event");
  }

  private Subject order(Instant at, long amount, String eventId) {
    return new Subject(
        campaign, "purchase", "order", new Money(amount, USD), at, "visitor", eventId, null, null);
  }

  public Refused refused(Instant at) {
    return new Refused(
        ids.next(),
        tenant,
        "postback",
        at,
        "missing",
        List.of(new Refused.Problem("amount", "missing", "amount is missing")),
        "order_id=7&token=***");
  }

  public RefundReceived refund(ConversionId id, String refundId, Instant at) {
    return new RefundReceived(
        ids.next(), tenant, "visitor", at, at, id, refundId, new Money(1, USD), null, false);
  }

  public Attributed attributed(
      ConversionId id, int revision, Instant at, long amount, Part... parts) {
    List<Credit> credits =
        Arrays.stream(parts)
            .map(
                part ->
                    new Credit(part.affiliate, link, null, Credit.Touch.IMPRESSION, at, part.ppm))
            .toList();
    return new Attributed(
        ids.next(),
        tenant,
        id,
        revision,
        order(at, amount),
        at,
        AttributionTerms.Model.LINEAR,
        credits,
        List.of());
  }

  public Unattributed unattributed(ConversionId id, Instant at, long amount) {
    return new Unattributed(ids.next(), tenant, id, 1, order(at, amount), at, List.of());
  }

  /** The decision on the conversion that an event reported. */
  public Unattributed unattributed(ConversionId id, String eventId, Instant at, long amount) {
    return new Unattributed(ids.next(), tenant, id, 1, order(at, amount, eventId), at, List.of());
  }

  public Rejected rejected(ConversionId id, int revision, Instant at, long amount) {
    return new Rejected(
        ids.next(), tenant, id, revision, order(at, amount), at, "fraud", List.of());
  }

  public Duplicate duplicate(ConversionId id, Instant at, long amount) {
    return new Duplicate(ids.next(), tenant, id, 1, order(at, amount), at, List.of());
  }

  public Superseded superseded(ConversionId id, int revision, Instant at) {
    return new Superseded(ids.next(), tenant, id, revision, at, "amount_changed");
  }

  public Refunded refunded(ConversionId id, Instant at, long now, long soFar, long total) {
    return new Refunded(
        ids.next(),
        tenant,
        id,
        ids.next(),
        new Money(now, USD),
        new Money(soFar, USD),
        new Money(total, USD),
        at,
        at,
        null);
  }

  public CommissionEvent commission(
      CommissionId id, CommissionEvent.Change change, long amount, Instant conversionAt) {
    return new CommissionEvent(
        ids.next(),
        tenant,
        anna,
        change,
        id,
        conversion(),
        campaign,
        new Money(amount, USD),
        conversionAt,
        null,
        null,
        conversionAt);
  }

  public Click click(AffiliateId affiliate, Instant at, boolean backfilled) {
    return click(affiliate, at, at, backfilled);
  }

  public Click toldClick(AffiliateId affiliate, Instant at, Instant receivedAt) {
    return click(affiliate, at, receivedAt, false);
  }

  private Click click(AffiliateId affiliate, Instant at, Instant receivedAt, boolean backfilled) {
    return click(affiliate, at, receivedAt, Judgement.NONE, backfilled);
  }

  private Click click(
      AffiliateId affiliate,
      Instant at,
      Instant receivedAt,
      Judgement judgement,
      boolean backfilled) {
    return new Click(
        ids.next(),
        tenant,
        "visitor",
        at,
        receivedAt,
        ids.next(),
        link,
        campaign,
        affiliate,
        Map.of(),
        null,
        null,
        Placement.NONE,
        new Client(null, null, null, null),
        Consent.UNKNOWN,
        judgement,
        backfilled);
  }

  /** A click that never earns. */
  public Click invalidClick(AffiliateId affiliate, Instant at, String reason) {
    return click(
        affiliate,
        at,
        at,
        new Judgement(
            Judgement.TouchClass.INVALID,
            Judgement.Verdict.REJECT,
            reason,
            90,
            List.of(new Judgement.Signal("ua_bot", 90, false, Map.of("family", "crawler"))),
            List.of(),
            "1",
            "1"),
        false);
  }

  public Impression impression(AffiliateId affiliate, Instant at) {
    return new Impression(
        ids.next(),
        tenant,
        "visitor",
        at,
        at,
        link,
        campaign,
        affiliate,
        Placement.NONE,
        new Client(null, null, null, null),
        Consent.UNKNOWN,
        Judgement.NONE,
        false);
  }

  public ConversionReceived received(ConversionId id, Instant at, boolean backfilled) {
    return new ConversionReceived(
        ids.next(),
        tenant,
        "visitor",
        at,
        at,
        id,
        campaign,
        "purchase",
        "order",
        new Money(1, USD),
        null,
        null,
        null,
        ConversionReceived.Channel.API,
        Report.PLAIN,
        backfilled);
  }

  public CampaignSnapshot campaignSnapshot(Instant at) {
    return new CampaignSnapshot(
        campaign,
        tenant,
        advertiser,
        "Spring",
        CampaignSnapshot.Status.ACTIVE,
        USD,
        "https://shop.example/",
        List.of("shop.example"),
        TrafficTerms.DEFAULT,
        new AttributionTerms(
            AttributionTerms.Model.LINEAR, Duration.ofDays(30), Duration.ofDays(1)),
        Duration.ZERO,
        List.of(),
        "0".repeat(64),
        1,
        at);
  }
}
