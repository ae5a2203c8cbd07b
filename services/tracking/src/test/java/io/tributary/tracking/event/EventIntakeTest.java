package io.tributary.tracking.event;

import static io.tributary.tracking.Sample.CAMPAIGN;
import static io.tributary.tracking.Sample.CODE;
import static io.tributary.tracking.Sample.NOW;
import static io.tributary.tracking.Sample.TENANT;
import static io.tributary.tracking.Sample.affiliate;
import static io.tributary.tracking.Sample.apiKey;
import static io.tributary.tracking.Sample.campaign;
import static io.tributary.tracking.Sample.clickKeys;
import static io.tributary.tracking.Sample.link;
import static io.tributary.tracking.Sample.membership;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Report;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.tracking.Sample;
import io.tributary.tracking.client.TraitsSource;
import io.tributary.tracking.conversion.Conversions;
import io.tributary.tracking.directory.Directory;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.fraud.Judge;
import io.tributary.tracking.input.JsonEvents;
import io.tributary.tracking.input.Sent;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.VisitorId;
import io.tributary.tracking.visitor.VisitorSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventIntakeTest {

  private static final ApiKeySnapshot WRITER = apiKey("events.write");
  private static final ApiKeySnapshot HISTORIAN = apiKey("events.write", "events.backfill");

  private final Directory directory = new Directory();
  private final ClickIds clickIds = new ClickIds(clickKeys("k1"));
  private final AtomicInteger ids = new AtomicInteger();
  private final VisitorSource visitors = new VisitorSource(new Random(1));
  private final VisitorId visitor = visitors.next();
  private final String clickId = clickIds.mint(TENANT, visitor, NOW, 1);
  private final String foreignClickId = clickIds.mint(Sample.OTHER_TENANT, visitor, NOW, 1);
  private final EventIntake intake =
      new EventIntake(
          new Links(directory, directory, directory),
          directory,
          new Conversions(clickIds, Sample.emails()),
          clickIds,
          visitors,
          TraitsSource.NONE,
          Judge.NONE,
          () -> "id-" + ids.incrementAndGet());

  EventIntakeTest() {
    directory.applyCampaign(link().linkId().value(), link());
    directory.applyCampaign(CAMPAIGN.value(), campaign(CampaignSnapshot.Status.ACTIVE));
    directory.applyAffiliate("affiliate", affiliate(AffiliateSnapshot.Status.APPROVED));
    directory.applyAffiliate("membership", membership(MembershipSnapshot.Status.APPROVED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`order_id`:`o`,`amount`:`1.00`,`currency`:`USD`} | accepted
          {`type`:`conversion`,`campaign_id`:`CAMP`,`visitor_id`:`VISITOR`}          | accepted
          {`type`:`conversion`,`campaign_id`:`CAMP`,`customer_id`:`c`,`order_id`:`o`} | accepted
          {`type`:`conversion`,`campaign_id`:`CAMP`,`coupon`:`c`,`event_id`:`e`}     | accepted
          {`type`:`conversion`,`amount`:`25.00`}                                     | campaign_id:required click_id:required
          {`type`:`conversion`,`campaign_id`:`camp_x`,`click_id`:`CLICK`}            | campaign_id:unknown_campaign
          {`type`:`conversion`,`campaign_id`:7,`click_id`:`CLICK`}                   | campaign_id:wrong_type
          {`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`FOREIGN`}            | click_id:invalid_click_id
          {`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`amount`:1.5} | amount:wrong_type
          {`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`currency`:`EUR`} | currency:wrong_currency
          {`type`:`conversion`,`campaign_id`:`CAMP`,`coupon`:`c`}                    | order_id:required
          {`type`:`conversion`,`campaign_id`:`CAMP`,`visitor_id`:`me`}               | visitor_id:invalid_visitor_id
          {`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`occurred_at`:`yesterday`} | occurred_at:invalid_time
          {`type`:`click`,`link_code`:`CODE`}                                        | accepted
          {`type`:`click`,`link_code`:`CODE`,`visitor_id`:`VISITOR`,`sub1`:`a`,`ip`:`203.0.113.9`} | accepted
          {`type`:`click`}                                                           | link_code:required
          {`type`:`click`,`link_code`:`nope`}                                        | link_code:unknown_link
          {`type`:`click`,`link_code`:`CODE`,`consent`:`maybe`}                      | consent:invalid_consent
          {`type`:`impression`,`link_code`:`CODE`}                                   | accepted
          {`type`:`refund`,`campaign_id`:`CAMP`,`order_id`:`o`,`refund_id`:`r`,`amount`:`1`} | accepted
          {`type`:`refund`,`conversion_id`:`CONV`,`refund_id`:`r`,`amount`:`1`,`currency`:`USD`} | accepted
          {`type`:`refund`,`conversion_id`:`CONV`,`refund_id`:`r`,`amount`:`1`}      | currency:required
          {`type`:`refund`,`conversion_id`:`x`,`refund_id`:`r`,`amount`:`1`,`currency`:`USD`} | conversion_id:invalid_id
          {`type`:`refund`,`campaign_id`:`CAMP`,`order_id`:`o`,`amount`:`0`}         | refund_id:required amount:invalid_amount
          {`type`:`refund`}                                                          | refund_id:required conversion_id:required currency:required
          {`type`:`identify`,`click_id`:`CLICK`,`customer_id`:`c`}                   | accepted
          {`type`:`identify`}                                                        | customer_id:required visitor_id:required
          {`type`:`consent`,`visitor_id`:`VISITOR`,`consent`:`denied`}               | accepted
          {`type`:`consent`,`visitor_id`:`VISITOR`}                                  | consent:required
          {`type`:`page`,`visitor_id`:`VISITOR`,`url`:`https://shop.example/p?x=1#y`} | accepted
          {`type`:`page`}                                                            | visitor_id:required
          {`type`:`identify`,`visitor_id`:`VISITOR`,`customer_id`:`c`,`email`:`x`}   | email:invalid_email
          {`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`items`:[{`sku`:`a`,`quantity`:2,`unit_price`:`1.50`}]} | accepted
          {`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`items`:[{`sku`:`a`,`quantity`:0}]} | items[0].quantity:invalid_quantity
          {`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`items`:[{`sku`:`a`},{`quantity`:1}]} | items[1].sku:required
          {`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`items`:[{`sku`:`a`,`unit_price`:1.5}]} | items[0].unit_price:wrong_type
          {`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`items`:[{`sku`:`a`,`unit_price`:`1.505`}]} | items[0].unit_price:invalid_amount
          {`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`items`:{}}   | items:wrong_type
          {`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`items`:[7]}  | items[0]:wrong_type
          {`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`status`:`maybe`} | status:unsupported_status
          {`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`status`:`rejected`,`order_id`:`o`} | accepted
          {`type`:`refund`,`campaign_id`:`CAMP`,`order_id`:`o`,`refund_id`:`r`}      | accepted
          {`type`:`party`}                                                           | type:unknown_type
          {`type`:null}                                                              | type:required
          {`type`:[]}                                                                | type:wrong_type
          {}                                                                         | type:required
          []                                                                         | :wrong_type
          null                                                                       | :wrong_type
          7                                                                          | :wrong_type
          """)
  void anEventIsTakenOrRefusedFieldByField(String json, String outcome) {
    assertThat(describe(decide(json, WRITER))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, events.write, PT0S, false",
    "PT4M, events.write, PT4M, false",
    "PT6M, events.write, PT0S, false",
    "P400D, events.write, PT0S, false",
    "PT-72H, events.write, PT-72H, false",
    "PT-73H, events.write, too_old, false",
    "PT-72H, events.backfill, PT-72H, false",
    "PT-73H, events.backfill, PT-73H, true",
    "P-30D, events.backfill, P-30D, true"
  })
  void anEventsTimeIsTheSendersWithinLimits(
      Duration told, String scope, String outcome, boolean backfilled) {
    String json = "{`type`:`click`,`link_code`:`CODE`,`occurred_at`:`" + NOW.plus(told) + "`}";
    EventDecision decision = decide(json, apiKey("events.write", scope));
    if (outcome.equals("too_old")) {
      assertThat(describe(decision)).isEqualTo("occurred_at:too_old");
      return;
    }
    Click click = (Click) accepted(decision);
    assertThat(click.occurredAt()).isEqualTo(NOW.plus(Duration.parse(outcome)));
    assertThat(click.receivedAt()).isEqualTo(NOW);
    assertThat(click.backfilled()).isEqualTo(backfilled);
  }

  @ParameterizedTest
  @CsvSource({
    // the event's time, the clock when it was sent, the time that counts
    "PT-1H, PT0S, PT-1H",
    "PT-1H, PT-4S, PT-1H",
    "PT-1H, PT5S, PT-1H",
    "PT-1H, PT6S, PT-1H-6S",
    "PT-1H, PT-30M, PT-30M",
    "PT2H, PT2H10M, PT-10M",
    "P-10D, P-10D, PT0S",
    "PT10M, PT-1M, PT0S"
  })
  void aClockThatIsOffWhenSendingMovesTheEventsTime(
      Duration told, Duration clock, Duration counts) {
    String json = "{`type`:`click`,`link_code`:`CODE`,`occurred_at`:`" + NOW.plus(told) + "`}";
    assertThat(accepted(decide(json, WRITER, NOW.plus(clock))).occurredAt())
        .isEqualTo(NOW.plus(counts));
    String itself = json.replace("`}", "`,`sent_at`:`" + NOW.plus(clock) + "`}");
    assertThat(accepted(decide(itself, WRITER)).occurredAt()).isEqualTo(NOW.plus(counts));
  }

  @Test
  void aRepeatWithAClockThatIsOffHasTheSameClickId() {
    String json =
        "{`type`:`click`,`link_code`:`CODE`,`event_id`:`e`,`occurred_at`:`"
            + NOW.minusSeconds(3_600)
            + "`}";
    Click first = (Click) accepted(decide(json, WRITER, NOW.minusSeconds(600)));
    Click again = (Click) accepted(decide(json, WRITER, NOW.minusSeconds(599)));
    assertThat(again.clickId()).isEqualTo(first.clickId());
    assertThat(again.occurredAt()).isNotEqualTo(first.occurredAt());
  }

  @Test
  void whatHasNoEffectIsTold() {
    EventDecision.Accepted accepted =
        (EventDecision.Accepted)
            decide("{`type`:`click`,`link_code`:`CODE`,`order_id`:`o`,`colour`:{`a`:[1]}}", WRITER);
    assertThat(accepted.warnings())
        .containsExactlyInAnyOrder(
            new Sent.Warning("colour", "unknown_member"), new Sent.Warning("order_id", "not_used"));
  }

  @Test
  void aSaleByCustomerFollowsALeadByClick() {
    EventDecision.Accepted lead =
        (EventDecision.Accepted)
            decide(
                "{`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`event`:`lead`,"
                    + "`event_id`:`e`,`customer_id`:`cust`,`email`:`a@b.example`}",
                WRITER);
    assertThat(lead.binding().customerId()).isEqualTo("cust");
    assertThat(lead.binding().visitorId()).isEqualTo(visitor.value());
    assertThat(lead.binding().emailHash()).hasSize(43);
    EventDecision.Accepted sale =
        (EventDecision.Accepted)
            decide(
                "{`type`:`conversion`,`campaign_id`:`CAMP`,`customer_id`:`cust`,`order_id`:`o`,"
                    + "`items`:[{`sku`:`a`,`category`:`books`,`quantity`:2,`unit_price`:`1.50`}],"
                    + "`adv1`:`mine`,`status`:`Pending`}",
                WRITER);
    assertThat(sale.binding()).isNull();
    ConversionReceived event = (ConversionReceived) sale.event();
    assertThat(event.visitorId()).startsWith("conv:");
    assertThat(event.report().items())
        .containsExactly(new Report.Item("a", "books", 2, new Money(150, new CurrencyCode("USD"))));
    assertThat(event.report().parameters()).containsExactly(Map.entry("adv1", "mine"));
    assertThat(event.report().status()).isEqualTo("Pending");
  }

  @Test
  void aRepeatedEventHasTheSameIds() {
    String conversion =
        "{`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`event_id`:`e-1`}";
    assertThat(((ConversionReceived) accepted(decide(conversion, WRITER))).conversionId())
        .isEqualTo(((ConversionReceived) accepted(decide(conversion, WRITER))).conversionId());
    String click = "{`type`:`click`,`link_code`:`CODE`,`event_id`:`e-2`}";
    assertThat(accepted(decide(click, WRITER))).isEqualTo(accepted(decide(click, WRITER)));
  }

  @Test
  void aRefundFindsTheConversionOfItsOrder() {
    var conversion =
        (ConversionReceived)
            accepted(
                decide(
                    "{`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`,`order_id`:`o`}",
                    WRITER));
    var refund =
        (RefundReceived)
            accepted(
                decide(
                    "{`type`:`refund`,`campaign_id`:`CAMP`,`order_id`:`o`,`refund_id`:`r`,`amount`:`1`}",
                    WRITER));
    assertThat(refund.conversionId()).isEqualTo(conversion.conversionId());
  }

  @Test
  void anotherTenantsLinksAndCampaignsAreUnknown() {
    ApiKeySnapshot foreign =
        new ApiKeySnapshot(
            WRITER.keyId(),
            Sample.OTHER_TENANT,
            ApiKeySnapshot.Kind.SECRET,
            WRITER.publicId(),
            WRITER.secretSha256(),
            WRITER.scopes(),
            Set.of(),
            false);
    assertThat(describe(decide("{`type`:`click`,`link_code`:`CODE`}", foreign)))
        .isEqualTo("link_code:unknown_link");
    assertThat(
            describe(
                decide("{`type`:`conversion`,`campaign_id`:`CAMP`,`click_id`:`CLICK`}", foreign)))
        .isEqualTo("campaign_id:unknown_campaign click_id:invalid_click_id");
  }

  @Test
  void aDirectLinkClickKnowsItsClientAndItsLabels() {
    Click click =
        (Click)
            accepted(
                decide(
                    "{`type`:`click`,`link_code`:`CODE`,`visitor_id`:`VISITOR`,`sub1`:`a`,"
                        + "`source`:`blog`,`ip`:`203.0.113.9`,`user_agent`:`UA`,`referrer`:`R`}",
                    HISTORIAN));
    assertThat(click.visitorId()).isEqualTo(visitor.value());
    assertThat(click.client().ip()).isEqualTo("203.0.113.0");
    assertThat(click.subs()).containsEntry("sub1", "a");
    assertThat(clickIds.check(TENANT, click.clickId()))
        .isEqualTo(new ClickIds.Check.Valid(visitor, NOW));
  }

  @Test
  void anApiKeyIsCheckedByFormAndSumBeforeItIsLookedUp() {
    assertThat(ApiKey.checkSum(Sample.KEY_SECRET)).isEqualTo("06qu1K");
    ApiKey key = ApiKey.parse(Sample.KEY);
    assertThat(key).isNotNull();
    assertThat(key.proves(WRITER)).isTrue();
    assertThat(key).asString().doesNotContain(Sample.KEY_SECRET);
    for (String text :
        new String[] {
          "",
          "wrong",
          Sample.KEY + "0",
          Sample.KEY.replace("06qu1K", "06qu1L"),
          Sample.KEY.replace("7Qm", "8Qm"),
          Sample.KEY.replace("live", "prod"),
          Sample.KEY.replace("_7", "-7"),
          "ü".repeat(Sample.KEY.length())
        }) {
      assertThat(ApiKey.parse(text)).as(text).isNull();
    }
  }

  private EventDecision decide(String json, ApiKeySnapshot key) {
    return decide(json, key, null);
  }

  private EventDecision decide(String json, ApiKeySnapshot key, Instant sentAt) {
    String event =
        json.replace('`', '"')
            .replace("FOREIGN", foreignClickId)
            .replace("\"CLICK\"", '"' + clickId + '"')
            .replace("\"CODE\"", '"' + CODE + '"')
            .replace("\"CAMP\"", '"' + CAMPAIGN.value() + '"')
            .replace("\"CONV\"", "\"conv_01K9ZQ4T6R8XJ2M5N7P9S1V3W4\"")
            .replace("\"VISITOR\"", '"' + visitor.value() + '"');
    byte[] batch = ("{\"events\": [" + event + "]}").getBytes(StandardCharsets.UTF_8);
    JsonEvents.Batch read = JsonEvents.read(batch, 1);
    Sent sent = ((JsonEvents.Batch.Read) read).events().getFirst().sent();
    return intake.decide(sent, Sender.of(key, Channel.API, sentAt), NOW);
  }

  private static TrackingEvent accepted(EventDecision decision) {
    return switch (decision) {
      case EventDecision.Accepted accepted -> accepted.event();
      case EventDecision.Refused refused -> throw new AssertionError(describe(refused));
    };
  }

  private static String describe(EventDecision decision) {
    return switch (decision) {
      case EventDecision.Accepted accepted -> "accepted";
      case EventDecision.Refused refused ->
          refused.problems().stream()
              .map(problem -> problem.field() + ":" + problem.code())
              .collect(Collectors.joining(" "));
    };
  }
}
