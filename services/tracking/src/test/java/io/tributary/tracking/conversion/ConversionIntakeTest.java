package io.tributary.tracking.conversion;

import static io.tributary.tracking.Sample.CAMPAIGN;
import static io.tributary.tracking.Sample.NOW;
import static io.tributary.tracking.Sample.OTHER_TENANT;
import static io.tributary.tracking.Sample.TENANT;
import static io.tributary.tracking.Sample.TOKEN;
import static io.tributary.tracking.Sample.campaign;
import static io.tributary.tracking.Sample.clickKeys;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.contract.tracking.Report;
import io.tributary.tracking.Sample;
import io.tributary.tracking.conversion.ConversionDecision.Cause;
import io.tributary.tracking.conversion.ConversionIntake.Postback;
import io.tributary.tracking.directory.Directory;
import io.tributary.tracking.input.Sent;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.VisitorId;
import io.tributary.tracking.visitor.VisitorSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionIntakeTest {

  private static final CampaignId OTHER_CAMPAIGN =
      new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W8");

  private static final Client BROWSER = new Client("203.0.113.0", "UA", null, null);

  private final Directory directory = new Directory();
  private final ClickIds clickIds = new ClickIds(clickKeys("k1"));
  private final ConversionIntake intake =
      new ConversionIntake(directory, new Conversions(clickIds, Sample.emails()));
  private final VisitorId visitor = new VisitorSource(new Random(1)).next();
  private final String clickId = clickIds.mint(TENANT, visitor, NOW, 1);

  ConversionIntakeTest() {
    directory.applyCampaign(CAMPAIGN.value(), campaign(CampaignSnapshot.Status.ACTIVE));
    directory.applyCampaign(
        OTHER_CAMPAIGN.value(),
        campaign(OTHER_CAMPAIGN, OTHER_TENANT, CampaignSnapshot.Status.ACTIVE, "other-token"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          change                       | outcome
          -                            | accepted
          amount=0                     | accepted
          amount=100.01                | accepted
          amount=12.345                | INVALID amount:invalid_amount
          amount=-1                    | INVALID amount:invalid_amount
          amount=-0                    | INVALID amount:invalid_amount
          amount=abc                   | INVALID amount:invalid_amount
          amount=1e3                   | INVALID amount:invalid_amount
          amount=1,50                  | INVALID amount:invalid_amount
          amount=999999999999999999999 | INVALID amount:invalid_amount
          amount=NaN                   | INVALID amount:invalid_amount
          currency=XXQ                 | INVALID currency:unknown_currency
          currency=usd                 | INVALID currency:unknown_currency
          currency=EUR                 | INVALID currency:wrong_currency
          click_id=forged              | INVALID click_id:invalid_click_id
          token=nope                   | NOT_ALLOWED token:invalid_token
          token=                       | NOT_AUTHENTICATED token:missing_token
          token=other-token            | INVALID click_id:invalid_click_id
          campaign_id=camp_x           | NOT_ALLOWED token:invalid_token
          event=a<script>              | INVALID event:invalid_event
          status=approved              | accepted
          status=HOLD                  | accepted
          status=rejected              | taken back
          status=maybe                 | INVALID status:unsupported_status
          email=Anna@Example.org       | accepted
          email=anna                   | INVALID email:invalid_email
          click_id=                    | INVALID click_id:required
          """,
      useHeadersInDisplayName = true)
  void aPostbackIsTakenOrRefusedFieldByField(String change, String outcome) {
    Map<String, String> sent = valid();
    if (change != null) {
      int equals = change.indexOf('=');
      sent.put(change.substring(0, equals), change.substring(equals + 1));
    }
    assertThat(describe(postback(sent, null))).isEqualTo(outcome);
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    Map<String, String> sent = valid();
    sent.putAll(Map.of("amount", "x", "click_id", "forged", "event", "?", "order_id", "o\u0000"));
    assertThat(describe(postback(sent, null)))
        .isEqualTo(
            "INVALID order_id:invalid_characters click_id:invalid_click_id amount:invalid_amount"
                + " event:invalid_event");
  }

  @Test
  void theEventSaysWhatThePostbackSaid() {
    ConversionReceived event = accepted(postback(valid(), null));
    assertThat(event.visitorId()).isEqualTo(visitor.value());
    assertThat(event.tenantId()).isEqualTo(TENANT);
    assertThat(event.campaignId()).isEqualTo(CAMPAIGN);
    assertThat(event.amount()).isEqualTo(new Money(10_001, new CurrencyCode("USD")));
    assertThat(event.event()).isEqualTo("purchase");
    assertThat(event.channel()).isEqualTo(ConversionReceived.Channel.POSTBACK);
    assertThat(event.occurredAt()).isEqualTo(NOW);
  }

  @Test
  void aRepeatHasTheSameConversionIdAndAnotherEventId() {
    ConversionReceived first = accepted(postback(valid(), null, "evt-1"));
    ConversionReceived again = accepted(postback(valid(), null, "evt-2"));
    assertThat(again.conversionId()).isEqualTo(first.conversionId());
    assertThat(again.eventId()).isNotEqualTo(first.eventId());
    Map<String, String> other = valid();
    other.put("order_id", "order-2");
    assertThat(accepted(postback(other, null)).conversionId()).isNotEqualTo(first.conversionId());
  }

  @Test
  void withoutAnOrderAClickReachesAGoalOnce() {
    Map<String, String> sent = valid();
    sent.remove("order_id");
    ConversionReceived first = accepted(postback(sent, null));
    assertThat(accepted(postback(sent, null)).conversionId()).isEqualTo(first.conversionId());
    sent.put("event", "renewal");
    assertThat(accepted(postback(sent, null)).conversionId()).isNotEqualTo(first.conversionId());
  }

  @Test
  void conversionIdsAreWellFormedForAnyOrder() {
    for (int i = 0; i < 2_000; i++) {
      var id = ConversionIds.ofOrder(TENANT, CAMPAIGN, "order-" + i);
      assertThat(id.value().charAt("conv_".length())).isBetween('0', '7');
    }
  }

  @Test
  void theCookieOrACouponWillDoWithoutAClickId() {
    Map<String, String> sent = valid();
    sent.remove("click_id");
    assertThat(accepted(postback(sent, visitor)).visitorId()).isEqualTo(visitor.value());
    sent.put("coupon", "SPRING10");
    ConversionReceived coupon = accepted(postback(sent, null));
    assertThat(coupon.visitorId()).isEqualTo("conv:" + coupon.conversionId());
    sent.remove("order_id");
    assertThat(describe(postback(sent, null))).isEqualTo("INVALID order_id:required");
  }

  @Test
  void otherSystemsNamesAreUnderstood() {
    Map<String, String> sent =
        new HashMap<>(
            Map.of(
                "clickid", clickId, "txn_id", "t-1", "sum", "5", "goal", "lead", "secure", TOKEN));
    ConversionReceived event = accepted(postback(sent, null));
    assertThat(event.orderId()).isEqualTo("t-1");
    assertThat(event.event()).isEqualTo("lead");
    assertThat(event.amount().minor()).isEqualTo(500);
    Map<String, String> alone = new HashMap<>(Map.of("transaction_id", clickId, "token", TOKEN));
    assertThat(accepted(postback(alone, null)).clickId()).isEqualTo(clickId);
    Map<String, String> beside =
        new HashMap<>(Map.of("subid", clickId, "tid", "rebill-2", "token", TOKEN));
    assertThat(accepted(postback(beside, null)).orderId()).isEqualTo("rebill-2");
  }

  @Test
  void aPixelNeedsACampaignAndSomebody() {
    Map<String, String> sent = new HashMap<>(Map.of("order_id", "o-1", "amount", "5"));
    assertThat(describe(intake.pixel(sent, visitor, BROWSER, "e", NOW)))
        .isEqualTo("INVALID campaign_id:required");
    sent.put("campaign_id", "camp_nonsense");
    assertThat(describe(intake.pixel(sent, visitor, BROWSER, "e", NOW)))
        .isEqualTo("INVALID campaign_id:unknown_campaign");
    sent.put("campaign_id", CAMPAIGN.value());
    assertThat(describe(intake.pixel(sent, null, BROWSER, "e", NOW)))
        .isEqualTo("INVALID click_id:required");
    ConversionReceived event = accepted(intake.pixel(sent, visitor, BROWSER, "e", NOW));
    assertThat(event.channel()).isEqualTo(ConversionReceived.Channel.PIXEL);
    assertThat(event.report().trust()).isEqualTo(Report.Trust.LOW);
    assertThat(event.report().client()).isEqualTo(BROWSER);
    Map<String, String> reported = valid();
    reported.put("order_id", "o-1");
    assertThat(event.conversionId())
        .as("pixel and postback of one order")
        .isEqualTo(accepted(postback(reported, null)).conversionId());
  }

  @Test
  void aBrowserNeitherTakesBackNorSetsMoneyNorClaimsCustomers() {
    Map<String, String> sent =
        new HashMap<>(
            Map.of(
                "campaign_id", CAMPAIGN.value(),
                "order_id", "o",
                "customer_id", "c",
                "payout", "5"));
    var taken = (ConversionDecision.Accepted) intake.pixel(sent, visitor, BROWSER, "e", NOW);
    assertThat(taken.binding()).isNull();
    assertThat(taken.event().report().payout()).isNull();
    assertThat(taken.warnings())
        .extracting(Sent.Warning::code)
        .containsOnly("override_not_allowed");
    sent.put("status", "rejected");
    assertThat(describe(intake.pixel(sent, visitor, BROWSER, "e", NOW)))
        .isEqualTo("INVALID status:unsupported_status");
  }

  @Test
  void aServerThatNamesACustomerBindsTheVisitor() {
    Map<String, String> sent = valid();
    sent.putAll(Map.of("customer_id", "cust-7", "email", " Anna.B+x@GoogleMail.com "));
    Identified binding = ((ConversionDecision.Accepted) postback(sent, null)).binding();
    assertThat(binding.customerId()).isEqualTo("cust-7");
    assertThat(binding.visitorId()).isEqualTo(visitor.value());
    assertThat(binding.eventId()).isEqualTo("evt:customer");
    assertThat(binding.emailHash())
        .isEqualTo(Sample.emails().of(TENANT, "annab@gmail.com"))
        .isNotEqualTo(Sample.emails().of(OTHER_TENANT, "annab@gmail.com"));
    sent.remove("click_id");
    assertThat(((ConversionDecision.Accepted) postback(sent, null)).binding()).isNull();
  }

  @Test
  void aStatusThatDoesNotCountTakesBackTheOrderThatItNames() {
    ConversionReceived lead = accepted(postback(valid(), null));
    Map<String, String> sent = valid();
    sent.put("status", "Trash");
    RefundReceived back = ((ConversionDecision.TakenBack) postback(sent, null)).event();
    assertThat(back.conversionId()).isEqualTo(lead.conversionId());
    assertThat(back.refundId()).isEqualTo("status:rejected");
    assertThat(back.amount().minor()).isEqualTo(Conversions.WHOLE_MINOR);
    assertThat(back.reason()).isEqualTo("advertiser_declined (Trash)");
    sent.put("reason", "item_returned");
    assertThat(((ConversionDecision.TakenBack) postback(sent, null)).event().reason())
        .isEqualTo("item_returned");
  }

  private Map<String, String> valid() {
    return new HashMap<>(
        Map.of(
            "token", TOKEN,
            "click_id", clickId,
            "event", "purchase",
            "order_id", "order-1",
            "amount", "100.01",
            "currency", "USD"));
  }

  private ConversionDecision postback(Map<String, String> sent, VisitorId cookie) {
    return postback(sent, cookie, "evt");
  }

  private ConversionDecision postback(Map<String, String> sent, VisitorId cookie, String eventId) {
    return intake.postback(new Postback(null, null, sent, List.of()), cookie, eventId, NOW);
  }

  private static ConversionReceived accepted(ConversionDecision decision) {
    return switch (decision) {
      case ConversionDecision.Accepted accepted -> accepted.event();
      case ConversionDecision.TakenBack back -> throw new AssertionError(back);
      case ConversionDecision.Refused refused -> throw new AssertionError(describe(refused));
    };
  }

  private static String describe(ConversionDecision decision) {
    return switch (decision) {
      case ConversionDecision.Accepted accepted -> "accepted";
      case ConversionDecision.TakenBack back -> "taken back";
      case ConversionDecision.Refused(Cause cause, var tenant, var problems) ->
          cause
              + problems.stream()
                  .map((Problem problem) -> " " + problem.field() + ":" + problem.code())
                  .collect(Collectors.joining());
    };
  }
}
