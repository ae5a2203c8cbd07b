package io.tributary.contract.json;

import io.tributary.contract.audit.AuditRecorded;
import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Ground;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Rejected;
import io.tributary.contract.decision.Subject;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.directory.AttributionRule;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.Audience;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.CommissionRule;
import io.tributary.contract.directory.CouponSnapshot;
import io.tributary.contract.directory.FraudTerms;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.directory.Schedule;
import io.tributary.contract.directory.SignInsSnapshot;
import io.tributary.contract.directory.TenantSnapshot;
import io.tributary.contract.directory.TermsVersion;
import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.ApiKeyId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.CouponId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.MembershipId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.PayoutRunId;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.payment.PaymentEvent;
import io.tributary.contract.reward.CommissionEvent;
import io.tributary.contract.reward.PayoutEvent;
import io.tributary.contract.reward.PayoutReserved;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.Consent;
import io.tributary.contract.tracking.ConsentChanged;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.PageViewed;
import io.tributary.contract.tracking.Placement;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Refused;
import io.tributary.contract.tracking.Report;
import io.tributary.contract.tracking.Traits;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One example of every event, as the golden files hold them. */
final class GoldenEvents {

  private static final String U = "01K9ZQ4T6R8XJ2M5N7P9S1V3W";
  private static final TenantId TENANT = TenantId.of(U + "0");
  private static final CampaignId CAMPAIGN = CampaignId.of(U + "1");
  private static final AffiliateId AFFILIATE = AffiliateId.of(U + "2");
  private static final LinkId LINK = LinkId.of(U + "3");
  private static final ConversionId CONVERSION = ConversionId.of(U + "4");
  private static final CommissionId COMMISSION = CommissionId.of(U + "5");
  private static final PayoutId PAYOUT = PayoutId.of(U + "6");
  private static final PayoutRunId RUN = PayoutRunId.of(U + "7");
  private static final CurrencyCode USD = new CurrencyCode("USD");
  private static final Instant AT = Instant.parse("2026-11-03T10:15:30.250Z");
  private static final Instant LATER = Instant.parse("2026-11-03T10:15:30.260Z");
  private static final String VISITOR = "v7Qm2ZxK9pTf4LwBv8RcYh1";
  private static final String CLICK_ID = "1kQ7Qm2ZxK9pTf4LwBv8RcYh1NjE6sUa3";
  private static final Client CLIENT =
      new Client(
          "203.0.113.0",
          "Mozilla/5.0",
          "en-US,en;q=0.8",
          "https://blog.example/post",
          new Traits("DE", 64_500, "isp", "phone", "android", "chrome", 149),
          "Jq3ZxK9pTf4LwBv8RcYh1Q");
  private static final Placement PLACEMENT =
      new Placement(
          "summer",
          "banner-7",
          Map.of("gclid", "Cj0KCQ"),
          Map.of("source", "newsletter"),
          Map.of("sub11", "x"),
          false);
  private static final TrafficTerms TRAFFIC =
      new TrafficTerms(
          List.of(new TrafficTerms.LandingPage("summer", "https://shop.example/s?x={sub1}")),
          List.of(
              new TrafficTerms.RotatorRule(
                  new Audience(
                      List.of(
                          new Audience.Condition(Audience.Dimension.COUNTRY, false, Set.of("DE")))),
                  List.of(new TrafficTerms.Share("summer", 3), new TrafficTerms.Share(null, 1)))),
          List.of(
              new TrafficTerms.TargetingRule(
                  false,
                  new Audience(
                      List.of(
                          new Audience.Condition(
                              Audience.Dimension.DEVICE, true, Set.of("phone")))))),
          new Schedule(
              AT,
              LATER,
              ZoneId.of("Europe/Berlin"),
              List.of(new Schedule.Hours(Set.of(DayOfWeek.MONDAY), 8, 20))),
          List.of(
              new TrafficTerms.Cap(
                  TrafficTerms.Cap.Period.DAY, TrafficTerms.Cap.Scope.AFFILIATE, 500)),
          new TrafficTerms.Fallback("https://shop.example/else", CAMPAIGN),
          307,
          "no-referrer",
          Duration.ofHours(1),
          List.of("via"),
          new TrafficTerms.PostbackTerms("tune", Map.of("sale", "approved"), false, true),
          new FraudTerms(
              false,
              40,
              90,
              Map.of(
                  "dc_ip",
                  new FraudTerms.SignalTerms(
                      FraudTerms.Mode.MONITOR, 50, Map.of("per_minute", 20L)))));
  private static final Subject SUBJECT =
      new Subject(
          CAMPAIGN,
          "purchase",
          "order-1",
          new Money(10001, USD),
          AT,
          VISITOR,
          "evt-1",
          CLICK_ID,
          null,
          "cust-77");
  private static final List<TraceStep> TRACE =
      List.of(
          new TraceStep(
              "window",
              "inside",
              "The click came 2 hours before the conversion, inside the window of 30 days.",
              Map.of("age", "PT2H")));

  private static final Ground GROUND =
      new Ground(Ground.Cause.FIRST, Ground.MatchKey.VISITOR, 1, null);
  private static final AttributionTerms TERMS =
      new AttributionTerms(
          AttributionTerms.Model.POSITION,
          new AttributionTerms.ModelParameters(
              300_000,
              500_000,
              Duration.ofDays(7),
              Set.of("newsletter"),
              List.of("lead", "trial"),
              List.of(300_000, 300_000, 300_000),
              "touch.kind == 'click' ? 2.0 : 1.0",
              new AttributionTerms.Learning(
                  AttributionTerms.Learning.Kind.MARKOV,
                  2,
                  AttributionTerms.Learning.Scope.TENANT)),
          Duration.ofDays(30),
          Duration.ofDays(1),
          new AttributionTerms.LeadTerms(Set.of("lead"), Duration.ofDays(7), Duration.ZERO),
          new AttributionTerms.Matching(
              true, AttributionTerms.Binding.LOCK_FOR_DAYS, 90, Duration.ofHours(24)));
  private static final List<AttributionRule> ATTRIBUTION_RULES =
      List.of(
          rule('1', new AttributionRule.Exclude("self_referral")),
          rule('2', new AttributionRule.Prefer()),
          rule('3', new AttributionRule.Reweight(2_000_000)),
          rule('4', new AttributionRule.CapShare(500_000)),
          rule('5', new AttributionRule.ExtendWindow(Duration.ofDays(60), null)),
          rule('6', new AttributionRule.CouponWins()),
          rule('7', new AttributionRule.TouchWins()),
          rule('8', new AttributionRule.SplitWithCoupon(400_000)));

  static final Map<String, Object> ALL =
      Map.ofEntries(
          Map.entry(
              "tracking.click",
              new Click(
                  "evt-1",
                  TENANT,
                  VISITOR,
                  AT,
                  LATER,
                  CLICK_ID,
                  LINK,
                  CAMPAIGN,
                  AFFILIATE,
                  Map.of("sub1", "abc"),
                  "blog",
                  "their-1",
                  PLACEMENT,
                  CLIENT,
                  Consent.UNKNOWN,
                  new Judgement(
                      Judgement.TouchClass.INVALID,
                      Judgement.Verdict.REJECT,
                      "data_centre",
                      85,
                      List.of(
                          new Judgement.Signal("dc_ip", 60, false, Map.of("asn", "64500")),
                          new Judgement.Signal("ip_burst", 25, false, Map.of("per_minute", "14")),
                          new Judgement.Signal("geo_mismatch", 15, true, Map.of("country", "DE"))),
                      List.of("dup_click"),
                      "r3",
                      "2026-06-17"),
                  false)),
          Map.entry(
              "tracking.impression",
              new Impression(
                  "evt-2",
                  TENANT,
                  VISITOR,
                  AT,
                  LATER,
                  LINK,
                  CAMPAIGN,
                  AFFILIATE,
                  Placement.NONE,
                  CLIENT,
                  Consent.GRANTED,
                  Judgement.NONE,
                  false)),
          Map.entry(
              "tracking.conversion_received",
              new ConversionReceived(
                  "evt-3",
                  TENANT,
                  VISITOR,
                  AT,
                  LATER,
                  CONVERSION,
                  CAMPAIGN,
                  "purchase",
                  "order-1",
                  new Money(10001, USD),
                  CLICK_ID,
                  "customer-1",
                  "SPRING10",
                  ConversionReceived.Channel.POSTBACK,
                  Report.PLAIN,
                  false)),
          Map.entry(
              "tracking.refund_received",
              new RefundReceived(
                  "evt-4",
                  TENANT,
                  VISITOR,
                  AT,
                  LATER,
                  CONVERSION,
                  "refund-1",
                  new Money(2500, USD),
                  "item_returned",
                  false)),
          Map.entry(
              "tracking.identified",
              new Identified(
                  "evt-5", TENANT, VISITOR, AT, LATER, "customer-1", "f1Qm2ZxK9pTf4LwBv8RcYh")),
          Map.entry(
              "tracking.page_viewed",
              new PageViewed(
                  "evt-7",
                  TENANT,
                  VISITOR,
                  AT,
                  LATER,
                  "https://shop.example/shoes",
                  CLICK_ID,
                  CLIENT,
                  Consent.GRANTED)),
          Map.entry(
              "tracking.consent_changed",
              new ConsentChanged("evt-6", TENANT, VISITOR, AT, LATER, Consent.DENIED)),
          Map.entry(
              "tracking.refused",
              new Refused(
                  "ref-1",
                  TENANT,
                  "postback",
                  AT,
                  "invalid_amount",
                  List.of(
                      new Refused.Problem(
                          "amount", "invalid_amount", "not a plain decimal number")),
                  "amount=abc&token=***")),
          Map.entry(
              "campaign.campaign",
              new CampaignSnapshot(
                  CAMPAIGN,
                  TENANT,
                  AdvertiserId.of(U + "8"),
                  "Spring",
                  CampaignSnapshot.Status.ACTIVE,
                  USD,
                  "https://shop.example/landing",
                  List.of("shop.example"),
                  TRAFFIC,
                  TERMS,
                  List.of(
                      new TermsVersion(
                          1,
                          AT,
                          CampaignSnapshot.Status.ACTIVE,
                          new AttributionTerms(
                              AttributionTerms.Model.LINEAR,
                              Duration.ofDays(30),
                              Duration.ofDays(1)),
                          List.of()),
                      new TermsVersion(
                          2, LATER, CampaignSnapshot.Status.ACTIVE, TERMS, ATTRIBUTION_RULES)),
                  Duration.ofDays(14),
                  List.of(
                      new CommissionRule(
                          RuleId.of(U + "9"),
                          1,
                          "base",
                          0,
                          "true",
                          new CommissionRule.Percentage(100_000)),
                      new CommissionRule(
                          RuleId.of(U + "A"),
                          2,
                          "large orders",
                          10,
                          "conversion.amount > 100.0",
                          new CommissionRule.Flat(new Money(1500, USD)))),
                  "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                  3,
                  AT)),
          Map.entry(
              "campaign.link",
              new LinkSnapshot(
                  LINK,
                  TENANT,
                  CAMPAIGN,
                  AFFILIATE,
                  "k7Qm2Zx",
                  "summer",
                  LATER,
                  "https://shop.example/over",
                  false)),
          Map.entry(
              "campaign.coupon",
              new CouponSnapshot(
                  CouponId.of(U + "B"),
                  TENANT,
                  CAMPAIGN,
                  AFFILIATE,
                  "SPRING10",
                  AT,
                  LATER,
                  true,
                  false)),
          Map.entry(
              "affiliate.affiliate",
              new AffiliateSnapshot(
                  AFFILIATE,
                  TENANT,
                  "Anna",
                  "anna@example.org",
                  AffiliateSnapshot.Status.APPROVED,
                  new AffiliateSnapshot.PayoutProfile("sandbox", USD, "acct-anna", 5000),
                  2,
                  AT)),
          Map.entry(
              "affiliate.membership",
              new MembershipSnapshot(
                  MembershipId.of(U + "C"),
                  TENANT,
                  CAMPAIGN,
                  AFFILIATE,
                  MembershipSnapshot.Status.APPROVED,
                  AT)),
          Map.entry(
              "identity.tenant",
              new TenantSnapshot(
                  TENANT,
                  "default",
                  new TrackingTerms(
                      true,
                      "track.example",
                      Duration.ofDays(30),
                      TrackingTerms.UnknownConsent.DENIED,
                      TrackingTerms.Fingerprint.FRAUD,
                      "https://example/over",
                      List.of("shop.example"),
                      new TrackingTerms.DenyList(
                          Set.of("192.0.2.0/24"),
                          Set.of("XX"),
                          Set.of("*.spam.example/*"),
                          Set.of("badbot"),
                          Set.of("bad-source")),
                      FraudTerms.DEFAULT))),
          Map.entry(
              "identity.api_key",
              new ApiKeySnapshot(
                  ApiKeyId.of(U + "D"),
                  TENANT,
                  ApiKeySnapshot.Kind.PUBLISHABLE,
                  "7Qm2ZxK9pTf4",
                  "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                  Set.of("events.write"),
                  Set.of("*.shop.example"),
                  false)),
          Map.entry(
              "identity.sign_ins",
              new SignInsSnapshot(
                  TENANT,
                  AFFILIATE,
                  Set.of("a7Qm2ZxK9pTf4LwBv8RcYh"),
                  Set.of("d1Qm2ZxK9pTf4LwBv8RcYh"))),
          Map.entry(
              "decision.attributed",
              new Attributed(
                  "dec-1",
                  TENANT,
                  CONVERSION,
                  1,
                  SUBJECT,
                  LATER,
                  new Ground(
                      Ground.Cause.LATE_CLICK, Ground.MatchKey.CUSTOMER, 2, "markov-1-20261103"),
                  AttributionTerms.Model.DATA_DRIVEN,
                  List.of(
                      new Credit(AFFILIATE, LINK, CLICK_ID, Credit.Touch.CLICK, AT, 500_000),
                      new Credit(AFFILIATE, LINK, null, Credit.Touch.IMPRESSION, AT, 300_000),
                      new Credit(AFFILIATE, null, null, Credit.Touch.COUPON, AT, 200_000)),
                  TRACE)),
          Map.entry(
              "decision.unattributed",
              new Unattributed("dec-2", TENANT, CONVERSION, 1, SUBJECT, LATER, GROUND, TRACE)),
          Map.entry(
              "decision.rejected",
              new Rejected(
                  "dec-3",
                  TENANT,
                  CONVERSION,
                  1,
                  SUBJECT,
                  LATER,
                  GROUND,
                  "window_exceeded",
                  TRACE)),
          Map.entry(
              "decision.duplicate",
              new Duplicate("dec-4", TENANT, CONVERSION, 1, SUBJECT, LATER, TRACE)),
          Map.entry(
              "decision.superseded",
              new Superseded("dec-5", TENANT, CONVERSION, 1, LATER, "amount_changed")),
          Map.entry(
              "decision.refunded",
              new Refunded(
                  "dec-6",
                  TENANT,
                  CONVERSION,
                  "refund-1",
                  new Money(2500, USD),
                  new Money(2500, USD),
                  new Money(10001, USD),
                  AT,
                  LATER,
                  "item_returned")),
          Map.entry(
              "reward.commission",
              new CommissionEvent(
                  "rev-1",
                  TENANT,
                  AFFILIATE,
                  CommissionEvent.Change.CREATED,
                  COMMISSION,
                  CONVERSION,
                  CAMPAIGN,
                  new Money(1000, USD),
                  AT,
                  null,
                  null,
                  LATER)),
          Map.entry(
              "reward.payout_reserved",
              new PayoutReserved(
                  "rev-2",
                  TENANT,
                  AFFILIATE,
                  PAYOUT,
                  RUN,
                  new Money(1000, USD),
                  "sandbox",
                  "acct-anna",
                  AT)),
          Map.entry(
              "reward.payout",
              new PayoutEvent(
                  "rev-3",
                  TENANT,
                  AFFILIATE,
                  PayoutEvent.Change.PAID,
                  PAYOUT,
                  RUN,
                  new Money(1000, USD),
                  "sb_1",
                  null,
                  AT)),
          Map.entry(
              "payment.submitted",
              new PaymentEvent.Submitted("pev-1", TENANT, PAYOUT, "sandbox", "sb_1", AT)),
          Map.entry(
              "payment.debited",
              new PaymentEvent.Debited(
                  "pev-2", TENANT, PAYOUT, "sandbox", "sb_1", new Money(1000, USD), AT)),
          Map.entry(
              "payment.settled",
              new PaymentEvent.Settled("pev-3", TENANT, PAYOUT, "sandbox", "sb_1", AT)),
          Map.entry(
              "payment.unknown",
              new PaymentEvent.Unknown("pev-4", TENANT, PAYOUT, "sandbox", "timeout", AT)),
          Map.entry(
              "payment.failed",
              new PaymentEvent.Failed("pev-5", TENANT, PAYOUT, "sandbox", "account_closed", AT)),
          Map.entry(
              "payment.returned",
              new PaymentEvent.Returned(
                  "pev-6",
                  TENANT,
                  PAYOUT,
                  "sandbox",
                  "sb_1",
                  new Money(1000, USD),
                  "account_closed",
                  AT)),
          Map.entry(
              "audit.recorded",
              new AuditRecorded(
                  "aud-1",
                  TENANT,
                  "usr_01K9ZQ4T6R8XJ2M5N7P9S1V3WE",
                  "campaign.activated",
                  CAMPAIGN.value(),
                  AT,
                  Map.of("from", "draft"))));

  private GoldenEvents() {}

  private static AttributionRule rule(char last, AttributionRule.Effect then) {
    return new AttributionRule(
        RuleId.of(U + last), 1, "rule " + last, "touch.kind == 'click'", then);
  }
}
