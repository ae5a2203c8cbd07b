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
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.conversion.ConversionDecision.Cause;
import io.tributary.tracking.directory.Directory;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.VisitorId;
import io.tributary.tracking.visitor.VisitorSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionIntakeTest {

  private static final CampaignId OTHER_CAMPAIGN =
      new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W8");

  private final Directory directory = new Directory();
  private final ClickIds clickIds = new ClickIds(clickKeys("k1"));
  private final ConversionIntake intake = new ConversionIntake(directory, clickIds);
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
          status=rejected              | INVALID status:unsupported_status
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
            "INVALID click_id:invalid_click_id amount:invalid_amount event:invalid_event"
                + " order_id:invalid_characters");
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
    assertThat(describe(intake.pixel(sent, visitor, "e", NOW)))
        .isEqualTo("INVALID campaign_id:required");
    sent.put("campaign_id", "camp_nonsense");
    assertThat(describe(intake.pixel(sent, visitor, "e", NOW)))
        .isEqualTo("INVALID campaign_id:unknown_campaign");
    sent.put("campaign_id", CAMPAIGN.value());
    assertThat(describe(intake.pixel(sent, null, "e", NOW))).isEqualTo("INVALID click_id:required");
    ConversionReceived event = accepted(intake.pixel(sent, visitor, "e", NOW));
    assertThat(event.channel()).isEqualTo(ConversionReceived.Channel.PIXEL);
    Map<String, String> reported = valid();
    reported.put("order_id", "o-1");
    assertThat(event.conversionId())
        .as("pixel and postback of one order")
        .isEqualTo(accepted(postback(reported, null)).conversionId());
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
    return intake.postback(sent, cookie, eventId, NOW);
  }

  private static ConversionReceived accepted(ConversionDecision decision) {
    return switch (decision) {
      case ConversionDecision.Accepted(ConversionReceived event) -> event;
      case ConversionDecision.Refused refused -> throw new AssertionError(describe(refused));
    };
  }

  private static String describe(ConversionDecision decision) {
    return switch (decision) {
      case ConversionDecision.Accepted accepted -> "accepted";
      case ConversionDecision.Refused(Cause cause, var tenant, var problems) ->
          cause
              + problems.stream()
                  .map((Problem problem) -> " " + problem.field() + ":" + problem.code())
                  .collect(Collectors.joining());
    };
  }
}
