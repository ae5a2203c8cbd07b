package io.tributary.attribution.journey;

import static io.tributary.attribution.testing.Events.CAMPAIGN;
import static io.tributary.attribution.testing.Events.NOON;
import static io.tributary.attribution.testing.Events.affiliate;
import static io.tributary.attribution.testing.Events.campaign;
import static io.tributary.attribution.testing.Events.click;
import static io.tributary.attribution.testing.Events.conversion;
import static io.tributary.attribution.testing.Events.conversionId;
import static io.tributary.attribution.testing.Events.coupon;
import static io.tributary.attribution.testing.Events.couponed;
import static io.tributary.attribution.testing.Events.impression;
import static io.tributary.attribution.testing.Events.link;
import static io.tributary.attribution.testing.Events.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.attribution.journey.AttributionDecision.Credited;
import io.tributary.attribution.journey.AttributionDecision.Nobody;
import io.tributary.attribution.journey.AttributionDecision.Patience;
import io.tributary.attribution.journey.AttributionDecision.Refused;
import io.tributary.attribution.journey.AttributionDecision.Settled;
import io.tributary.attribution.journey.AttributionDecision.Wait;
import io.tributary.attribution.journey.Programme.Partnership;
import io.tributary.attribution.testing.KnownProgramme;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Ground.MatchKey;
import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.directory.AttributionRule;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.TermsVersion;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Judgement.TouchClass;
import io.tributary.contract.tracking.Judgement.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributionTest {

  /** The person was a lead before. */
  private static final List<Earlier> LEAD =
      List.of(new Earlier(conversionId('y'), CAMPAIGN, "lead", NOON.minusMillis(1_500)));

  /**
   * Touches are written {@code click a 60000}: kind, affiliate, milliseconds before the conversion.
   * Windows are one hour for clicks and one minute for views.
   */
  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # one touch
          last_click | click a 1000                                   | a=1000000
          first  | view a 1000                                    | a=1000000
          linear | click a 1000                                   | a=1000000

          # windows, both ends included, to the millisecond
          last_click | click a 0                                      | a=1000000
          last_click | click a 3600000                                | a=1000000
          last_click | click a 3600001                                | rejected window_exceeded
          last_click | view a 60000                                   | a=1000000
          last_click | view a 60001                                   | rejected window_exceeded
          last_click | click a -1                                     | unattributed
          linear | click a 3600001, click b 3600000               | b=1000000
          linear | view a 60001, view b 60000, click c 3600000    | c=500000 b=500000

          # the order of touches decides, not the order of arrival
          last_click | click b 1000, click a 2000                     | b=1000000
          first  | click b 1000, click a 2000                     | a=1000000
          linear | click b 1000, click a 2000                     | a=500000 b=500000

          # a click beats a view for last, whatever came later
          last_click | click a 5000, view b 1000                      | a=1000000
          last_click | view a 2000, view b 1000                       | b=1000000
          first  | view a 5000, click b 1000                      | a=1000000

          # ties of time: click before view, then the place in the log
          last_click | click a 1000, click b 1000                     | b=1000000
          first  | click a 1000, click b 1000                     | a=1000000
          first  | view a 1000, click b 1000                      | b=1000000
          linear | view a 1000, click b 1000                      | b=500000 a=500000

          # shares sum to the whole, the rest goes to the later touches
          linear | click a 3000, click b 2000, click c 1000       | a=333333 b=333333 c=333334
          linear | click a 3000, click a 2000, click a 1000       | a=333333 a=333333 a=333334
          linear | click a 7000, click b 6000, click c 5000, click d 4000, click e 3000, click f 2000 | a=166666 b=166666 c=166667 d=166667 e=166667 f=166667

          # affiliates that do not earn: x was banned, y left the campaign, u is not known
          last_click | click a 2000, click x 1000                     | a=1000000
          last_click | click a 2000, click y 1000                     | a=1000000
          linear | click a 2000, click x 1500, click y 1000       | a=1000000
          last_click | click x 1000                                   | unattributed
          last_click | click u 1000                                   | unattributed
          last_click | click x 1000, click a 3600001                  | rejected window_exceeded

          # the other models
          last   | click a 5000, view b 1000                      | b=1000000
          linear_unique | click a 4000, click b 3000, click a 2000 | a=500000 b=500000
          position | click a 1000                                 | a=1000000
          position | click a 2000, click b 1000                   | a=500000 b=500000
          position | click a 4000, click b 3000, click c 2000, click d 1000 | a=400000 b=100000 c=100000 d=400000
          position_decay | click a 3000, click b 2000, click c 1000 | a=166667 b=333333 c=500000
          time_decay | click a 3600000, click b 1800000, click c 0 | a=142857 b=285714 c=571429
          milestones | click a 3000, click b 2000, click c 1000   | a=333333 b=333333 c=333334
          last_non | click a 2000, click b 1000                   | b=1000000
          data_driven | click a 2000, click b 1000                | a=500000 b=500000

          # nothing to look at
          last_click |                                                | unattributed
          """)
  void creditsGoByModelWindowAndOrder(String model, String touches, String expected) {
    KnownProgramme programme = programme(model);
    AttributionDecision decision =
        Attribution.decide(
            conversion(NOON), Evidence.of(journey(touches), LEAD), programme, Patience.EXHAUSTED);
    assertThat(words(decision)).isEqualTo(expected);
  }

  @Test
  void viewsAreOffWhereTheirWindowIsZero() {
    KnownProgramme programme =
        new KnownProgramme(campaign(Model.LAST_CLICK, Duration.ofHours(1), Duration.ZERO));
    AttributionDecision decision =
        Attribution.decide(
            conversion(NOON), Evidence.of(journey("view a 0")), programme, Patience.EXHAUSTED);
    assertThat(words(decision)).isEqualTo("unattributed");
    assertThat(steps(decision)).contains("touch:views_off");
  }

  @Test
  void touchesOfAnotherCampaignDoNotCount() {
    KnownProgramme programme = programme("last_click");
    CampaignId other = CampaignId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3WX");
    Touch foreign = Touch.of(click('b', NOON.minusMillis(10)), 2);
    Journey journey =
        journey("click a 1000")
            .with(
                new Touch(
                    foreign.eventId(),
                    2,
                    foreign.kind(),
                    foreign.clickId(),
                    foreign.linkId(),
                    other,
                    foreign.affiliateId(),
                    foreign.occurredAt(),
                    foreign.receivedAt(),
                    Traffic.PLAIN,
                    null));
    assertThat(
            words(
                Attribution.decide(
                    conversion(NOON), Evidence.of(journey), programme, Patience.CAN_WAIT)))
        .isEqualTo("a=1000000");
  }

  @Test
  void whatIsMissingIsWaitedForAndThenDoneWithout() {
    KnownProgramme programme = programme("last_click");
    ConversionReceived named = conversion("e", NOON, 100, "click-late");
    assertThat(
            Attribution.decide(
                named, Evidence.of(journey("click a 1")), programme, Patience.CAN_WAIT))
        .isEqualTo(new Wait(Wait.For.CLICK));
    assertThat(
            words(
                Attribution.decide(
                    named, Evidence.of(journey("click a 1")), programme, Patience.EXHAUSTED)))
        .isEqualTo("a=1000000");
    assertThat(
            Attribution.decide(
                conversion(NOON), Evidence.of(journey("click u 1")), programme, Patience.CAN_WAIT))
        .isEqualTo(new Wait(Wait.For.PARTNERSHIP));
    programme.campaign = null;
    assertThat(
            Attribution.decide(
                conversion(NOON), Evidence.of(journey("click a 1")), programme, Patience.CAN_WAIT))
        .isEqualTo(new Wait(Wait.For.CAMPAIGN));
    assertThat(
            words(
                Attribution.decide(
                    conversion(NOON),
                    Evidence.of(journey("click a 1")),
                    programme,
                    Patience.EXHAUSTED)))
        .isEqualTo("rejected unknown_campaign");
  }

  @ParameterizedTest(name = "{0} late, backfilled {1} -> {2}")
  @CsvSource({
    "PT72H,         false, a=1000000",
    "PT72H0.001S,   false, rejected late_event",
    "PT720H,        true,  a=1000000",
  })
  void liveConversionsThatComeTooLateNeedAReview(
      Duration delay, boolean backfilled, String expected) {
    ConversionReceived late =
        conversion("e", conversionId('z'), NOON, NOON.plus(delay), 100, null, backfilled);
    assertThat(
            words(
                Attribution.decide(
                    late,
                    Evidence.of(journey("click a 1")),
                    programme("last_click"),
                    Patience.CAN_WAIT)))
        .isEqualTo(expected);
  }

  @Test
  void theTraceTellsEveryTouchInWordsAndInData() {
    KnownProgramme programme = programme("linear");
    programme.coupons.put("SPRING", coupon('b', null, false));
    ConversionReceived plain = conversion("e", NOON, 100, "click-a-" + millis(7_200_000));
    ConversionReceived couponed = couponed(plain, "SPRING");
    Journey journey = journey("click a 7200000, click x 1800000, click b 90000, view c 0");
    Credited decision =
        (Credited) Attribution.decide(couponed, Evidence.of(journey), programme, Patience.CAN_WAIT);
    assertThat(
            decision.trace().stream()
                .map(step -> step.step() + " " + step.outcome() + ": " + step.text())
                .collect(Collectors.joining("\n")))
        .isEqualTo(
            """
            key click_id: The conversion named a click that is known; all touches of its visitor are looked at.
            touch outside: The click came 2 hours before the conversion, 1 hour outside the click window of 1 hour.
            touch affiliate_not_approved: The click came 30 minutes before the conversion, inside the click window of 1 hour; but its affiliate is not approved.
            touch inside: The click came 1 minute 30 seconds before the conversion, inside the click window of 1 hour.
            touch inside: The impression came 0 milliseconds before the conversion, inside the view window of 1 minute.
            coupon known: The conversion used the coupon of an affiliate; touches come before it.
            model linear: The campaign credits every touch that counts alike: 2.
            credit credited: 50 % of the conversion for the click of 2026-11-03T11:58:30Z.
            credit credited: 50 % of the conversion for the impression of 2026-11-03T12:00:00Z.\
            """);
    assertThat(decision.trace().get(3).data())
        .containsEntry("age", "PT1M30S")
        .containsEntry("window", "PT1H")
        .containsEntry("affiliate_id", affiliate('b').value());
  }

  /**
   * Keys: own touches, touches of the person, the customer's binding, the coupon. {@code o} stands
   * for own touches, {@code p} for those of the person by customer, {@code e} by e-mail address.
   */
  @ParameterizedTest(name = "{0}; binding {1}, {2}; coupon {3}, {4} -> {5} {6}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # touches                        | bound | rule             | coupon | coupon's kind | credited  | key
          o click a 2000                   |       | last_click_wins  |        |               | a=1000000 | visitor
          o click a 2000, p click b 1000   |       | last_click_wins  |        |               | b=1000000 | visitor
          p click b 1000                   |       | last_click_wins  |        |               | b=1000000 | customer
          p click b 3600001                | c     | last_click_wins  |        |               | c=1000000 | customer
          o click a 2000                   | c     | last_click_wins  |        |               | a=1000000 | visitor
          o click a 2000                   | c     | lock_first       |        |               | c=1000000 | customer
          o click a 2000                   | c     | lock_for_days    |        |               | c=1000000 | customer
          o click a 2000                   | x     | lock_first       |        |               | a=1000000 | visitor
          o click a 2000                   |       | last_click_wins  | d      | usual         | a=1000000 | visitor
          p click b 1000                   |       | last_click_wins  | d      | usual         | b=1000000 | customer
                                           | c     | last_click_wins  | d      | usual         | c=1000000 | customer
                                           |       | last_click_wins  | d      | usual         | d=1000000 | coupon
          o click a 3600001                |       | last_click_wins  | d      | usual         | d=1000000 | coupon
          o click a 2000                   | c     | lock_first       | d      | exclusive     | d=1000000 | coupon
          o click a 2000                   |       | last_click_wins  | d      | first         | d=1000000 | coupon
          o click a 2000                   |       | last_click_wins  | x      | exclusive     | a=1000000 | visitor
          o click a 2000                   |       | last_click_wins  | d      | over          | a=1000000 | visitor
                                           |       | last_click_wins  | d      | over          | nobody    | none
          e click b 1000                   |       | last_click_wins  |        |               | b=1000000 | email_hash
          e click b 1000                   |       | last_click_wins  | d      | usual         | d=1000000 | coupon
          o click a 2000, e click b 1000   |       | last_click_wins  | d      | usual         | b=1000000 | visitor
          """)
  void theSurestKeyThatLeadsToSomebodyDecides(
      @Nullable String touches,
      @Nullable Character bound,
      String rule,
      @Nullable Character coupon,
      @Nullable String kind,
      String credited,
      String key) {
    boolean couponFirst = "first".equals(kind);
    AttributionTerms terms =
        new AttributionTerms(
            Model.LAST_CLICK,
            AttributionTerms.ModelParameters.DEFAULT,
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            null,
            new AttributionTerms.Matching(
                couponFirst,
                AttributionTerms.Binding.valueOf(rule.toUpperCase(Locale.ROOT)),
                30,
                null));
    KnownProgramme programme = new KnownProgramme(campaign(terms));
    programme.partners.put(affiliate('x'), Partnership.AFFILIATE_NOT_APPROVED);
    if (coupon != null) {
      programme.coupons.put(
          "CODE", coupon(coupon, "over".equals(kind) ? NOON : null, "exclusive".equals(kind)));
    }
    Binding binding =
        bound == null
            ? null
            : new Binding(
                new Credit(
                    affiliate(bound), link(bound), "bought", Credit.Touch.CLICK, NOON, 1_000_000),
                NOON.minus(Duration.ofDays(29)));
    boolean byEmail = touches != null && touches.contains("e ");
    Evidence evidence =
        new Evidence(
            journey(of(touches, "o ")),
            journey(of(touches, byEmail ? "e " : "p ")),
            byEmail ? MatchKey.EMAIL_HASH : MatchKey.CUSTOMER,
            List.of(),
            binding);
    Settled decision =
        (Settled)
            Attribution.decide(
                couponed(conversion(NOON), coupon == null ? null : "CODE"),
                evidence,
                programme,
                Patience.CAN_WAIT);
    assertThat(decision instanceof Nobody ? "nobody" : words(decision)).isEqualTo(credited);
    assertThat(decision.key().name().toLowerCase(Locale.ROOT)).isEqualTo(key);
  }

  @ParameterizedTest(name = "{0}: {1} {2}, {3} -> {4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # model | when                                   | then              | touches                    | credited
          linear  | touch.age_ms < 1500                    | exclude           | click a 2000, click b 1000 | a=1000000
          linear  | touch.age_ms < 5000                    | exclude           | click a 2000, click b 1000 | unattributed
          linear  | customer.known                         | exclude           | click a 2000               | unattributed
          linear  | touch.kind == 'click'                  | prefer            | view a 2000, click b 1000  | b=1000000
          linear  | touch.age_ms == 2000                   | reweight 3000000  | click a 2000, click b 1000 | a=750000 b=250000
          linear  | touch.age_ms > 1500                    | cap 600000        | click a 3000, click a 2000, click b 1000 | a=300000 a=300000 b=400000
          last_click | true                                | extend PT2H       | click a 7200000            | a=1000000
          last_click | true                                | extend PT2H       | click a 7200001            | rejected window_exceeded
          last_click | true                                | coupon_wins       | click a 2000               | d=1000000
          last_click | true                                | split 400000      | click a 2000               | a=600000 d=400000
          last_click | true                                | touch_wins        | click a 2000               | a=1000000
          last_click | touch.nonsense > 1                  | exclude           | click a 2000               | a=1000000
          custom  | false                                  | exclude           | click a 2000, view b 1000  | a=750000 b=250000
          """)
  void rulesOfTheCampaignChangeWhoSharesAndHowMuch(
      String model, String when, String then, String touches, String expected) {
    String[] words = then.split(" ", -1);
    AttributionRule.Effect effect =
        switch (words[0]) {
          case "exclude" -> new AttributionRule.Exclude("by_rule");
          case "prefer" -> new AttributionRule.Prefer();
          case "reweight" -> new AttributionRule.Reweight(Long.parseLong(words[1]));
          case "cap" -> new AttributionRule.CapShare(Integer.parseInt(words[1]));
          case "extend" -> new AttributionRule.ExtendWindow(Duration.parse(words[1]), null);
          case "coupon_wins" -> new AttributionRule.CouponWins();
          case "touch_wins" -> new AttributionRule.TouchWins();
          case "split" -> new AttributionRule.SplitWithCoupon(Integer.parseInt(words[1]));
          default -> throw new IllegalArgumentException(then);
        };
    AttributionTerms terms =
        new AttributionTerms(
            Model.valueOf(model.toUpperCase(Locale.ROOT)),
            new AttributionTerms.ModelParameters(
                null, null, null, null, null, null, "touch.kind == 'click' ? 3.0 : 1.0", null),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            null,
            AttributionTerms.Matching.DEFAULT);
    AttributionRule rule =
        new AttributionRule(RuleId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3WR"), 1, "the rule", when, effect);
    KnownProgramme programme =
        new KnownProgramme(
            campaign(
                terms,
                List.of(
                    new TermsVersion(
                        7, Instant.EPOCH, CampaignSnapshot.Status.ACTIVE, terms, List.of(rule)))));
    programme.coupons.put("CODE", coupon('d', null, false));
    boolean usesCoupon = words[0].contains("wins") || words[0].equals("split");
    Settled decision =
        (Settled)
            Attribution.decide(
                couponed(conversion(NOON), usesCoupon ? "CODE" : null),
                Evidence.of(journey(touches), LEAD),
                programme,
                Patience.CAN_WAIT);
    assertThat(words(decision)).isEqualTo(expected);
    assertThat(decision.termsVersion()).isEqualTo(7);
    assertThat(decision.trace())
        .as("the rule is told of")
        .anyMatch(step -> step.data().containsValue(rule.ruleId().value()));
  }

  @Test
  void aTouchHasTheWindowOfItsTimeAndALeadHasItsOwn() {
    AttributionTerms early = new AttributionTerms(Model.LINEAR, Duration.ofHours(2), Duration.ZERO);
    AttributionTerms late =
        new AttributionTerms(
            Model.LAST_CLICK,
            AttributionTerms.ModelParameters.DEFAULT,
            Duration.ofHours(1),
            Duration.ZERO,
            new AttributionTerms.LeadTerms(Set.of("signup"), Duration.ofMinutes(10), Duration.ZERO),
            AttributionTerms.Matching.DEFAULT);
    CampaignSnapshot changing =
        campaign(
            late,
            List.of(
                new TermsVersion(
                    1, Instant.EPOCH, CampaignSnapshot.Status.ACTIVE, early, List.of()),
                new TermsVersion(
                    2,
                    NOON.minus(Duration.ofMinutes(90)),
                    CampaignSnapshot.Status.ACTIVE,
                    late,
                    List.of())));
    KnownProgramme programme = new KnownProgramme(changing);
    Settled decision =
        (Settled)
            Attribution.decide(
                conversion(NOON),
                Evidence.of(journey("click a 6000000, click b 3600001")),
                programme,
                Patience.CAN_WAIT);
    assertThat(words(decision)).as("the promise of its time is kept").isEqualTo("a=1000000");
    assertThat(decision.termsVersion()).isEqualTo(2);
    assertThat(
            words(
                Attribution.decide(
                    named(conversion(NOON), "signup"),
                    Evidence.of(journey("click b 600001")),
                    programme,
                    Patience.CAN_WAIT)))
        .isEqualTo("rejected window_exceeded");
  }

  private static String of(@Nullable String touches, String whose) {
    return touches == null
        ? ""
        : Arrays.stream(touches.split(",", -1))
            .map(String::strip)
            .filter(touch -> touch.startsWith(whose))
            .map(touch -> touch.substring(whose.length()))
            .collect(Collectors.joining(","));
  }

  @Test
  void aDecisionIsDatedByTheLastEventThatItRestsOn() {
    Touch late = Touch.of(click('a', NOON.minusSeconds(60)), 1);
    Touch received =
        new Touch(
            late.eventId(),
            1,
            late.kind(),
            late.clickId(),
            late.linkId(),
            CAMPAIGN,
            late.affiliateId(),
            late.occurredAt(),
            NOON.plusSeconds(30),
            Traffic.PLAIN,
            null);
    Credited decision =
        (Credited)
            Attribution.decide(
                conversion(NOON),
                Evidence.of(Journey.EMPTY.with(received)),
                programme("last_click"),
                Patience.CAN_WAIT);
    assertThat(decision.decidedAt()).isEqualTo(NOON.plusSeconds(30));
  }

  private static long millis(long before) {
    return NOON.toEpochMilli() - before;
  }

  private static KnownProgramme programme(String model) {
    KnownProgramme programme =
        new KnownProgramme(
            campaign(
                new AttributionTerms(
                    Model.valueOf(model.toUpperCase(Locale.ROOT)),
                    new AttributionTerms.ModelParameters(
                        null,
                        null,
                        Duration.ofMinutes(30),
                        Set.of(),
                        List.of("lead", "never"),
                        List.of(300_000, 300_000, 100_000, 300_000),
                        null,
                        null),
                    Duration.ofHours(1),
                    Duration.ofMinutes(1),
                    null,
                    AttributionTerms.Matching.DEFAULT)));
    programme.partners.put(affiliate('x'), Partnership.AFFILIATE_NOT_APPROVED);
    programme.partners.put(affiliate('y'), Partnership.MEMBERSHIP_NOT_APPROVED);
    // A ULID has no U: the letter stands for an affiliate that nobody has told of.
    programme.partners.put(affiliate('v'), Partnership.UNKNOWN);
    return programme;
  }

  @ParameterizedTest(name = "{0}, {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "last_click | click a 3000, click b 1000 reject       | a=1000000",
        "linear | click a 3000, click a 1000 duplicate    | a=1000000",
        "linear | click a 3000 duplicate, click a 1000 duplicate | a=1000000",
        "last_click | click a 3000, click b 1000 duplicate    | b=1000000",
        "linear | click a 3000, click b 2000 capped, click c 1000 | a=500000 c=500000",
        "first  | click a 3000 reject, click b 1000       | b=1000000",
        "last_click | click a 3000 reject                     | rejected fraud",
        "last_click | click a 3000 capped                     | rejected cap_reached",
        "last_click | click a 3000 targeting                  | rejected targeting",
        "last_click | click a 3000 campaign_paused            | rejected campaign_inactive",
        "last_click | click a 3000 membership_inactive        | rejected membership_inactive",
        "last_click | click a 3000 duplicate                  | a=1000000",
      })
  void aTouchThatIsNotValidNeverEarns(String model, String touches, String expected) {
    assertThat(
            words(
                Attribution.decide(
                    conversion(NOON),
                    Evidence.of(journey(touches)),
                    programme(model),
                    Patience.CAN_WAIT)))
        .isEqualTo(expected);
  }

  private static Judgement judgement(String word) {
    return switch (word) {
      case "duplicate" -> judgement(TouchClass.DUPLICATE, Verdict.DUPLICATE, null);
      case "reject" -> judgement(TouchClass.INVALID, Verdict.REJECT, "non_human");
      default -> judgement(TouchClass.INVALID, Verdict.ACCEPT, word);
    };
  }

  private static Judgement judgement(
      TouchClass touchClass, Verdict verdict, @Nullable String reason) {
    return new Judgement(touchClass, verdict, reason, 0, List.of(), List.of(), null, null);
  }

  private static Journey journey(String touches) {
    Journey journey = Journey.EMPTY;
    long sequence = 0;
    for (String text :
        touches == null || touches.isEmpty() ? new String[0] : touches.split(",", -1)) {
      String[] words = text.strip().split(" ", -1);
      char affiliate = words[1].equals("u") ? 'v' : words[1].charAt(0);
      Instant at = Instant.ofEpochMilli(millis(Long.parseLong(words[2])));
      sequence++;
      Judgement judgement = words.length == 4 ? judgement(words[3]) : Judgement.NONE;
      String clickId = "click-" + affiliate + "-" + at.toEpochMilli();
      journey =
          journey.with(
              words[0].equals("click")
                  ? Touch.of(click(affiliate, at, clickId, judgement), sequence)
                  : Touch.of(impression(affiliate, at), sequence));
    }
    return journey;
  }

  private static String words(AttributionDecision decision) {
    return switch (decision) {
      case Credited credited ->
          credited.credits().stream().map(AttributionTest::words).collect(Collectors.joining(" "));
      case Nobody nobody -> "unattributed";
      case Refused refused -> "rejected " + refused.reason();
      case Wait wait -> "wait " + wait.what();
    };
  }

  private static String words(Credit credit) {
    String id = credit.affiliateId().value();
    return id.substring(id.length() - 1).toLowerCase(Locale.ROOT) + "=" + credit.ppm();
  }

  private static String steps(AttributionDecision decision) {
    return decision instanceof AttributionDecision.Settled settled
        ? settled.trace().stream()
            .map((TraceStep step) -> step.step() + ":" + step.outcome())
            .collect(Collectors.joining(" "))
        : "";
  }
}
