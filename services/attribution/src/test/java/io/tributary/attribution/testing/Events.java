package io.tributary.attribution.testing;

import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.CouponSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.directory.TermsVersion;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.CouponId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.MembershipId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.Consent;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Placement;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events with defaults: one tenant, one campaign, affiliates named by letters. */
public final class Events {

  public static final Instant NOON = Instant.parse("2026-11-03T12:00:00Z");
  public static final CurrencyCode USD = new CurrencyCode("USD");
  public static final TenantId TENANT = TenantId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W0");
  public static final CampaignId CAMPAIGN = CampaignId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W1");
  public static final AdvertiserId ADVERTISER = AdvertiserId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W9");
  public static final String VISITOR = "visitor-1";

  private static final String ULID = "01K9ZQ4T6R8XJ2M5N7P9S1V30";
  private static final Client CLIENT = new Client(null, null, null, null);

  private Events() {}

  public static AffiliateId affiliate(char letter) {
    return AffiliateId.of(ULID + Character.toUpperCase(letter));
  }

  public static LinkId link(char letter) {
    return LinkId.of(ULID + Character.toUpperCase(letter));
  }

  public static ConversionId conversionId(char letter) {
    return ConversionId.of(ULID + Character.toUpperCase(letter));
  }

  public static Click click(char affiliate, Instant at) {
    return click(affiliate, at, "click-" + affiliate + "-" + at.toEpochMilli());
  }

  public static Click click(char affiliate, Instant at, String clickId) {
    return click(affiliate, at, clickId, Judgement.NONE);
  }

  public static Click click(char affiliate, Instant at, String clickId, Judgement judgement) {
    return new Click(
        "event-" + clickId,
        TENANT,
        VISITOR,
        at,
        at,
        clickId,
        link(affiliate),
        CAMPAIGN,
        affiliate(affiliate),
        Map.of(),
        null,
        null,
        Placement.NONE,
        CLIENT,
        Consent.GRANTED,
        judgement,
        false);
  }

  /** The click of another visitor. */
  public static Click by(Click click, String visitor) {
    return of(click, visitor, click.receivedAt());
  }

  /** The click received at another time. */
  public static Click received(Click click, Instant at) {
    return of(click, click.visitorId(), at);
  }

  private static Click of(Click click, String visitor, Instant receivedAt) {
    return new Click(
        click.eventId(),
        click.tenantId(),
        visitor,
        click.occurredAt(),
        receivedAt,
        click.clickId(),
        click.linkId(),
        click.campaignId(),
        click.affiliateId(),
        click.subs(),
        click.source(),
        click.affiliateClickId(),
        click.placement(),
        click.client(),
        click.consent(),
        click.judgement(),
        click.backfilled());
  }

  /** The conversion of whoever has an e-mail address. */
  public static ConversionReceived withEmail(ConversionReceived plain, String hash) {
    return of(
        plain,
        plain.visitorId(),
        plain.event(),
        plain.customerId(),
        plain.coupon(),
        new Report(Report.Trust.HIGH, null, List.of(), Map.of(), null, null, hash, null, null));
  }

  public static Impression impression(char affiliate, Instant at) {
    return new Impression(
        "view-" + affiliate + "-" + at.toEpochMilli(),
        TENANT,
        VISITOR,
        at,
        at,
        link(affiliate),
        CAMPAIGN,
        affiliate(affiliate),
        Placement.NONE,
        CLIENT,
        Consent.GRANTED,
        Judgement.NONE,
        false);
  }

  public static ConversionReceived conversion(Instant at) {
    return conversion("event-order-1", at, 10_001, null);
  }

  public static ConversionReceived conversion(
      String eventId, Instant at, long amount, @Nullable String clickId) {
    return conversion(eventId, conversionId('z'), at, at, amount, clickId, false);
  }

  public static ConversionReceived conversion(
      String eventId,
      ConversionId id,
      Instant at,
      Instant receivedAt,
      long amount,
      @Nullable String clickId,
      boolean backfilled) {
    return new ConversionReceived(
        eventId,
        TENANT,
        VISITOR,
        at,
        receivedAt,
        id,
        CAMPAIGN,
        "purchase",
        "order-1",
        new Money(amount, USD),
        clickId,
        null,
        null,
        ConversionReceived.Channel.POSTBACK,
        Report.PLAIN,
        backfilled);
  }

  /** The conversion with a coupon. */
  public static ConversionReceived couponed(ConversionReceived plain, @Nullable String code) {
    return of(plain, plain.visitorId(), plain.event(), plain.customerId(), code, plain.report());
  }

  /** The conversion with another name. */
  public static ConversionReceived named(ConversionReceived plain, String event) {
    return of(plain, plain.visitorId(), event, plain.customerId(), plain.coupon(), plain.report());
  }

  /** The conversion of a customer, with a visitor of its own. */
  public static ConversionReceived by(
      ConversionReceived plain, String visitor, @Nullable String customer) {
    return of(plain, visitor, plain.event(), customer, plain.coupon(), plain.report());
  }

  private static ConversionReceived of(
      ConversionReceived plain,
      String visitor,
      String event,
      @Nullable String customer,
      @Nullable String coupon,
      Report report) {
    return new ConversionReceived(
        plain.eventId(),
        plain.tenantId(),
        visitor,
        plain.occurredAt(),
        plain.receivedAt(),
        plain.conversionId(),
        plain.campaignId(),
        event,
        plain.orderId(),
        plain.amount(),
        plain.clickId(),
        customer,
        coupon,
        plain.channel(),
        report,
        plain.backfilled());
  }

  /**
   * A coupon of the campaign.
   *
   * @param until null for no end
   */
  public static CouponSnapshot coupon(char affiliate, @Nullable Instant until, boolean exclusive) {
    return new CouponSnapshot(
        CouponId.of(ULID + Character.toUpperCase(affiliate)),
        TENANT,
        CAMPAIGN,
        affiliate(affiliate),
        "CODE",
        null,
        until,
        exclusive,
        false);
  }

  public static RefundReceived refund(String refundId, Instant at, long amount) {
    return new RefundReceived(
        "event-" + refundId,
        TENANT,
        VISITOR,
        at,
        at,
        conversionId('z'),
        refundId,
        new Money(amount, USD),
        "item_returned",
        false);
  }

  public static CampaignSnapshot campaign(
      AttributionTerms.Model model, Duration clickWindow, Duration viewWindow) {
    return campaign(new AttributionTerms(model, clickWindow, viewWindow));
  }

  public static CampaignSnapshot campaign(AttributionTerms terms) {
    return campaign(terms, List.of());
  }

  public static CampaignSnapshot campaign(AttributionTerms terms, List<TermsVersion> history) {
    return new CampaignSnapshot(
        CAMPAIGN,
        TENANT,
        ADVERTISER,
        "Spring",
        CampaignSnapshot.Status.ACTIVE,
        USD,
        "https://shop.example/",
        List.of("shop.example"),
        TrafficTerms.DEFAULT,
        terms,
        history,
        Duration.ZERO,
        List.of(),
        "00",
        1,
        NOON);
  }

  public static AffiliateSnapshot affiliateEntry(char letter, AffiliateSnapshot.Status status) {
    return new AffiliateSnapshot(
        affiliate(letter), TENANT, "A", "a@example.org", status, null, 1, NOON);
  }

  public static MembershipSnapshot membershipEntry(char letter, MembershipSnapshot.Status status) {
    return new MembershipSnapshot(
        MembershipId.of(ULID + Character.toUpperCase(letter)),
        TENANT,
        CAMPAIGN,
        affiliate(letter),
        status,
        NOON);
  }
}
