package io.tributary.tracking.conversion;

import static io.tributary.tracking.Sample.CAMPAIGN;
import static io.tributary.tracking.Sample.NOW;
import static io.tributary.tracking.Sample.TENANT;
import static io.tributary.tracking.Sample.TOKEN;
import static io.tributary.tracking.Sample.campaign;
import static io.tributary.tracking.Sample.clickKeys;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.TrafficTerms.PostbackTerms;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.tracking.Sample;
import io.tributary.tracking.conversion.ConversionIntake.Postback;
import io.tributary.tracking.directory.Directory;
import io.tributary.tracking.input.Member;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.VisitorId;
import io.tributary.tracking.visitor.VisitorSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectsTest {

  private final Directory directory = new Directory();
  private final ClickIds clickIds = new ClickIds(clickKeys("k1"));
  private final ConversionIntake intake =
      new ConversionIntake(directory, new Conversions(clickIds, Sample.emails()));
  private final VisitorId visitor = new VisitorSource(new Random(1)).next();
  private final String clickId = clickIds.mint(TENANT, visitor, NOW, 1);

  DialectsTest() {
    terms(null, Map.of(), true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /compat/tune/aff_lsr?transaction_id=CLICK&adv_sub=o-1&amount=12.50&security_token=TOKEN&adv_sub2=x | order=o-1 amount=12.50 event=conversion {adv2=x}
          /compat/tune/aff_goal?a=lsr&goal_id=7&transaction_id=CLICK&token=TOKEN      | order=- amount=0.00 event=7
          /compat/everflow/?nid=9&transaction_id=CLICK&order_id=o-1&amount=3&event_id=2&verification_token=TOKEN&adv1=a&coupon_code=SPRING&user_id=c | order=o-1 amount=3.00 event=2 coupon=SPRING customer=c {adv1=a, nid=9}
          /compat/voluum/postback?cid=CLICK&payout=1.25&txid=o-1&et=upsell&token=TOKEN&param5=e | order=o-1 amount=1.25 revenue=1.25 event=upsell {adv5=e}
          /compat/voluum/postback?cid=CLICK&transaction_id=t&token=TOKEN              | order=- amount=0.00 event=conversion
          /compat/keitaro/TOKEN/postback?subid=CLICK&status=sale&payout=10&tid=r-2&currency=USD&sub_id_1=s | order=r-2 amount=10.00 revenue=10.00 event=conversion status=sale {sub_id_1=s}
          /compat/keitaro/TOKEN/postback?subid=CLICK&status=Reg&lead_status=reg,signup&tid=t | order=t amount=0.00 event=conversion status=Reg
          /compat/keitaro/TOKEN/postback?subid=CLICK&status=bad&rejected_status=bad&tid=t | back order=t
          /compat/keitaro/TOKEN/postback?subid=CLICK&status=noise&ignore_status=x,noise | IGNORED status:ignored_status
          /compat/keitaro/TOKEN/postback?subid=CLICK&status=noise                     | INVALID status:unsupported_status
          /compat/binom/click.php?cnv_id=CLICK&payout=5&cnv_status=Hold&upd_key=TOKEN&event3=1 | order=- amount=5.00 revenue=5.00 event=conversion status=Hold {event3=1}
          /compat/cake/p.ashx?r=CLICK&t=o-1&e=4&o=11&p=7&ap=3.5&token=TOKEN           | order=o-1 amount=7.00 revenue=7.00 payout=3.50 event=4 {o=11}
          /compat/affise/postback?clickid=CLICK&action_id=o-1&goal=2&sum=9.99&status=5&secure=TOKEN&promo_code=P&custom_field7=c | order=o-1 amount=9.99 event=2 status=5 coupon=P {custom_field7=c}
          /compat/affise/postback?clickid=CLICK&action_id=o-1&status=3&secure=TOKEN   | back order=o-1
          /compat/affise/postback?clickid=CLICK&action_id=o-1&status=4&secure=TOKEN   | INVALID status:unsupported_status
          /compat/scaleo/track/conv?click_id=CLICK&status=approved&token=TOKEN        | order=- amount=0.00 event=conversion status=approved
          /compat/scaleo/track/conv-change?click_id=CLICK&status=trash&token=TOKEN    | back order=-
          /compat/trackier/acquisition?click_id=CLICK&txn_id=o-1&goal_value=g&sale_amount=8&revenue=2&security_token=TOKEN | order=o-1 amount=8.00 revenue=2.00 event=g
          /compat/tune/aff_lsr?transaction_id=CLICK&adv_sub=o-1                       | NOT_AUTHENTICATED token:missing_token
          /compat/keitaro/nope/postback?subid=CLICK                                   | NOT_ALLOWED token:invalid_token
          /compat/tune/postback?transaction_id=CLICK                                  | no such route
          /compat/keitaro//postback?subid=CLICK                                       | no such route
          /compat/keitaro/a/b/postback?subid=CLICK                                    | no such route
          /compat/nobody/postback                                                     | no such route
          /compat/                                                                    | no such route
          /compat                                                                     | no such route
          """)
  void aVendorsPostbackMeansWhatItMeansThere(String request, String outcome) {
    assertThat(describe(request)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          dialect | parameters                                     | outcome
          -       | transaction_id=CLICK                           | order=- amount=0.00 event=conversion
          -       | tid=CLICK                                      | order=- amount=0.00 event=conversion
          -       | subid=CLICK&tid=r                              | order=r amount=0.00 event=conversion
          -       | subid=CLICK&transaction_id=r&order_id=o        | order=o amount=0.00 event=conversion
          -       | click_id=CLICK&clickid=other                   | order=- amount=0.00 event=conversion
          -       | clickid=other&click_id=CLICK                   | order=- amount=0.00 event=conversion
          -       | click_id=CLICK&payout=2                        | order=- amount=0.00 payout=2.00 event=conversion
          voluum  | cid=CLICK&payout=2                             | order=- amount=2.00 revenue=2.00 event=conversion
          voluum  | cid=CLICK&payout=2&amount=9                    | order=- amount=9.00 revenue=2.00 event=conversion
          tune    | transaction_id=CLICK&adv_sub=o                 | order=o amount=0.00 event=conversion
          nobody  | click_id=CLICK&tid=o                           | order=o amount=0.00 event=conversion
          """,
      useHeadersInDisplayName = true)
  void onTheProductsOwnRouteTheCampaignsDialectCounts(
      String dialect, String parameters, String outcome) {
    terms(dialect, Map.of(), true);
    assertThat(describe("/postback?token=TOKEN&" + parameters)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sale=rejected     | sale       | back order=t
          sale=hold         | sale       | order=t amount=0.00 event=conversion status=sale
          trash=ignore      | trash      | IGNORED status:ignored_status
          won=approved      | WON        | order=t amount=0.00 event=conversion status=WON
          won=nonsense      | won        | INVALID status:unsupported_status
          """)
  void theCampaignsWordOnAStatusCountsBeforeItsSystems(
      String setting, String status, String outcome) {
    String[] words = setting.split("=", 2);
    terms(null, Map.of(words[0], words[1]), true);
    assertThat(describe("/compat/keitaro/TOKEN/postback?subid=CLICK&tid=t&status=" + status))
        .isEqualTo(outcome);
  }

  @Test
  void moneyIsSetByTheSenderOnlyWhereTheCampaignLetsIt() {
    terms(null, Map.of(), false);
    assertThat(describe("/compat/cake/p.ashx?r=CLICK&p=7&ap=3.5&token=TOKEN"))
        .isEqualTo("order=- amount=0.00 event=conversion !payout !revenue");
  }

  @ParameterizedTest
  @CsvSource({
    "/compat/keitaro/k/postback?return=OK, OK",
    "/compat/keitaro/k/postback?return=no, JSON",
    "/compat/keitaro/k/postback, JSON",
    "/postback?return=OK, OK",
    "/compat/cake/p.ashx?f=pb, SUCCESS",
    "/compat/cake/p.ashx?f=js, SCRIPT",
    "/compat/cake/p.ashx?f=img, IMAGE",
    "/compat/cake/p.ashx?f=, JSON",
    "/compat/tune/aff_lsr?f=pb, JSON"
  })
  void aDialectMayAskForAFormOfAnswer(String request, Dialect.Answer answer) {
    assertThat(intake.answer(postback(request))).isEqualTo(answer);
  }

  @Test
  void everyDialectReadsAClickAndATokenAndNamesItself() {
    for (Dialect dialect : Dialects.FOREIGN) {
      assertThat(dialect.paths()).isNotEmpty();
      assertThat(Dialects.ofSetting(dialect.name())).isSameAs(dialect);
      assertThat(dialect.read(Map.of("token", "t", "campaign_id", "c")).text(Member.TOKEN))
          .isEqualTo("t");
    }
  }

  @Test
  void noInputBreaksAnyDialect() {
    long seed = 20_261_103;
    Random random = new Random(seed);
    List<String> names =
        List.of(
            "cid",
            "subid",
            "tid",
            "transaction_id",
            "payout",
            "amount",
            "status",
            "return",
            "f",
            "currency",
            "event",
            "e",
            "t",
            "r",
            "adv1",
            "custom_field9",
            "sub_id_3",
            "x",
            "lead_status",
            "email",
            "customer_id",
            "coupon",
            "ap",
            "p");
    List<String> values =
        List.of(
            clickId,
            "",
            " ",
            "0",
            "1.00",
            "-1",
            "1e9",
            "\u0000",
            "\ud800",
            "é".repeat(300),
            ",",
            "sale",
            "rejected",
            "OK",
            "anna@example.org",
            "a@b");
    for (int i = 0; i < 5_000; i++) {
      Map<String, String> parameters = new LinkedHashMap<>();
      int count = random.nextInt(8);
      for (int j = 0; j < count; j++) {
        parameters.put(
            names.get(random.nextInt(names.size())), values.get(random.nextInt(values.size())));
      }
      Dialect dialect =
          random.nextInt(5) == 0
              ? null
              : Dialects.FOREIGN.get(random.nextInt(Dialects.FOREIGN.size()));
      Postback postback = new Postback(dialect, TOKEN, parameters, List.of());
      ConversionDecision decision = intake.postback(postback, null, "evt", NOW);
      String seen = "seed " + seed + ", " + parameters;
      switch (decision) {
        case ConversionDecision.Accepted accepted -> {
          assertThat(accepted.event().amount().minor()).as(seen).isNotNegative();
          assertThat(accepted.event().report().parameters().values())
              .as(seen)
              .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(255).isNotBlank());
        }
        case ConversionDecision.TakenBack back ->
            assertThat(back.event().conversionId()).as(seen).isNotNull();
        case ConversionDecision.Refused refused ->
            assertThat(refused.problems())
                .as(seen)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .extracting(problem -> problem.field())
                .doesNotHaveDuplicates();
      }
    }
  }

  private void terms(String dialect, Map<String, String> statuses, boolean overrides) {
    directory.applyCampaign(
        CAMPAIGN.value(), campaign(new PostbackTerms(dialect, statuses, overrides, overrides)));
  }

  private Postback postback(String request) {
    int question = request.indexOf('?');
    String path = question < 0 ? request : request.substring(0, question);
    Map<String, String> parameters = new HashMap<>();
    if (question >= 0) {
      for (String pair : request.substring(question + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    if (path.equals("/postback")) {
      return new Postback(null, null, parameters, List.of());
    }
    Dialects.Found found = Dialects.atPath(path);
    return found == null
        ? null
        : new Postback(found.dialect(), found.token(), parameters, List.of());
  }

  private String describe(String request) {
    Postback postback = postback(request.replace("TOKEN", TOKEN).replace("CLICK", clickId).strip());
    return postback == null
        ? "no such route"
        : describe(intake.postback(postback, null, "evt", NOW));
  }

  private String describe(ConversionDecision decision) {
    return switch (decision) {
      case ConversionDecision.Accepted accepted -> describe(accepted);
      case ConversionDecision.TakenBack(RefundReceived refund) ->
          "back order="
              + List.of("t", "o-1").stream()
                  .filter(
                      order ->
                          refund
                              .conversionId()
                              .equals(ConversionIds.ofOrder(TENANT, CAMPAIGN, order)))
                  .findFirst()
                  .orElse("-");
      case ConversionDecision.Refused refused ->
          refused.cause()
              + refused.problems().stream()
                  .map(problem -> " " + problem.field() + ":" + problem.code())
                  .collect(Collectors.joining());
    };
  }

  private String describe(ConversionDecision.Accepted accepted) {
    ConversionReceived event = accepted.event();
    assertThat(event.clickId()).isEqualTo(clickId);
    StringBuilder out = new StringBuilder("order=");
    out.append(event.orderId() == null ? "-" : event.orderId());
    out.append(" amount=").append(event.amount().toDecimal());
    if (event.report().revenue() != null) {
      out.append(" revenue=").append(event.report().revenue().toDecimal());
    }
    if (event.report().payout() != null) {
      out.append(" payout=").append(event.report().payout().toDecimal());
    }
    out.append(" event=").append(event.event());
    if (event.report().status() != null) {
      out.append(" status=").append(event.report().status());
    }
    if (event.coupon() != null) {
      out.append(" coupon=").append(event.coupon());
    }
    if (event.customerId() != null) {
      out.append(" customer=").append(event.customerId());
    }
    if (!event.report().parameters().isEmpty()) {
      out.append(' ').append(new TreeMap<>(event.report().parameters()));
    }
    accepted.warnings().stream()
        .map(warning -> " !" + warning.field())
        .sorted()
        .forEach(out::append);
    return out.toString();
  }
}
