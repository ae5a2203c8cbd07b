package io.tributary.reward.store;

import static io.tributary.reward.store.Fixture.eur;
import static io.tributary.reward.store.Fixture.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.directory.CommissionRule;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.reward.CommissionEvent;
import io.tributary.platform.kafka.PermanentFailure;
import io.tributary.reward.commission.Commission;
import io.tributary.reward.commission.CommissionStatus;
import io.tributary.reward.commission.IllegalMove;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommissionsTest {

  private final Fixture books = new Fixture();
  private final AffiliateId anna = books.affiliate();
  private final AffiliateId ben = books.affiliate();

  @AfterEach
  void noInvariantIsViolated() {
    assertThat(books.violations()).isEmpty();
  }

  @Test
  void oneRuleForAllIsRoundedOnceAndSplitInTheOrderOfTheTouches() {
    CampaignId campaign = books.campaign(Duration.ofDays(30), percent(10));
    ConversionId conversion = books.attribute(campaign, 10_005, anna, ben, anna);
    List<Commission> lines = books.commissionsOf(conversion);
    // 10 % of 100.05 is 10.005, half-even 10.00; thirds of it are 3.33, and the cent left goes
    // first.
    assertThat(lines).extracting(Commission::affiliateId).containsExactly(anna, ben);
    assertThat(lines).extracting(line -> line.accrued().minor()).containsExactly(667L, 333L);
    assertThat(lines.getFirst().explanation())
        .contains("rule 'base' (v1) applies: true", "10 % of EUR 100.05 is EUR 10.00", "EUR 6.67");
    assertThat(lines.getFirst().maturesAt()).isEqualTo(books.now().plus(Duration.ofDays(30)));
    assertThat(books.balance(anna).held()).isEqualTo(667);
    assertThat(books.events(anna))
        .singleElement()
        .isInstanceOfSatisfying(
            CommissionEvent.class,
            event -> {
              assertThat(event.change()).isEqualTo(CommissionEvent.Change.CREATED);
              assertThat(event.amount()).isEqualTo(eur(667));
            });
  }

  @Test
  void differentRulesAreRoundedEachOnItsOwnShare() {
    CampaignId campaign =
        books.campaign(
            Duration.ZERO,
            rule(
                "vip",
                10,
                "affiliate.id == '%s'".formatted(anna),
                new CommissionRule.Percentage(200_000)),
            rule("rest", 0, "true", new CommissionRule.Flat(eur(300))));
    List<Commission> lines = books.commissionsOf(books.attribute(campaign, 10_000, anna, ben));
    assertThat(lines).extracting(line -> line.accrued().minor()).containsExactly(1_000L, 150L);
    assertThat(lines).extracting(line -> line.rule().name()).containsExactly("vip", "rest");
  }

  @Test
  void whenNoRuleAppliesNothingIsEarnedAndTheReasonIsKept() {
    CampaignId campaign =
        books.campaign(
            Duration.ZERO,
            rule("big", 0, "conversion.amount > 1000.0", new CommissionRule.Percentage(1)));
    ConversionId conversion = books.attribute(campaign, 10_000, anna);
    assertThat(books.commissionsOf(conversion)).isEmpty();
    String explanation =
        books.in(
            sql ->
                sql.sql("select explanation from reward.conversion where conversion_id = :id")
                    .param("id", conversion.value())
                    .query(String.class)
                    .single());
    assertThat(explanation).contains("does not apply", "nothing is earned");
  }

  @Test
  void aDecisionAppliesOnce() {
    CampaignId campaign = books.campaign(Duration.ZERO, percent(10));
    ConversionId conversion = ConversionId.of(Fixture.IDS.next());
    var decision = books.attributed(conversion, 1, campaign, 10_000, anna);
    books.decide(decision, decision);
    books.decide(decision);
    books.decide(books.attributed(conversion, 1, campaign, 99_000, anna));
    assertThat(books.balance(anna).held()).isEqualTo(1_000);
  }

  @Test
  void decisionsThatCreditNobodyChangeNothing() {
    CampaignId campaign = books.campaign(Duration.ZERO, percent(10));
    ConversionId conversion = ConversionId.of(Fixture.IDS.next());
    books.decide(
        new Unattributed(
            Fixture.IDS.next(),
            books.tenant,
            conversion,
            1,
            books.subject(campaign, 500),
            books.now(),
            List.of()),
        new Duplicate(
            Fixture.IDS.next(),
            books.tenant,
            conversion,
            1,
            books.subject(campaign, 500),
            books.now(),
            List.of()),
        books.refunded(conversion, 100, 100, 500));
    assertThat(books.commissionsOf(conversion)).isEmpty();
  }

  @Test
  void aRefundWhileHeldTakesItsShareAndTheWholeEndsIt() {
    CampaignId campaign = books.campaign(Duration.ofDays(1), percent(10));
    ConversionId conversion = books.attribute(campaign, 10_000, anna);
    books.decide(books.refunded(conversion, 2_500, 2_500, 10_000));
    Commission line = books.commissionsOf(conversion).getFirst();
    assertThat(line.status()).isEqualTo(CommissionStatus.PENDING);
    assertThat(line.takenBack()).isEqualTo(eur(250));
    books.decide(books.refunded(conversion, 7_500, 10_000, 10_000));
    line = books.commissionsOf(conversion).getFirst();
    assertThat(line.status()).isEqualTo(CommissionStatus.REJECTED);
    assertThat(line.takenBack()).isEqualTo(eur(1_000));
    assertThat(books.balance(anna).held()).isZero();
    assertThat(changes(anna)).containsExactly("CREATED", "CLAWED_BACK", "CLAWED_BACK");
  }

  @Test
  void aRefundAfterApprovalTakesFromAvailableAndTheRestIsOwed() {
    CampaignId campaign = books.campaign(Duration.ofDays(1), percent(10));
    ConversionId conversion = books.attribute(campaign, 10_000, anna);
    Commission line = books.commissionsOf(conversion).getFirst();
    books.in(sql -> books.book.approve(sql, books.tenant, line.id()));
    books.decide(books.refunded(conversion, 10_000, 10_000, 10_000));
    assertThat(books.balance(anna).available()).isZero();
    assertThat(books.commissionsOf(conversion).getFirst().status())
        .isEqualTo(CommissionStatus.REVERSED);
  }

  @Test
  void aNewRevisionKeepsWhatIsTheSameAndReplacesTheRest() {
    AffiliateId carl = books.affiliate();
    CampaignId campaign = books.campaign(Duration.ofDays(1), percent(10));
    ConversionId conversion = ConversionId.of(Fixture.IDS.next());
    books.decide(books.attributed(conversion, 1, campaign, 10_000, anna, ben));
    books.decide(
        new Superseded(Fixture.IDS.next(), books.tenant, conversion, 1, books.now(), "late_touch"),
        books.attributed(conversion, 2, campaign, 10_000, anna, carl));
    assertThat(books.balance(anna).held()).isEqualTo(500);
    assertThat(books.balance(ben).held()).isZero();
    assertThat(books.balance(carl).held()).isEqualTo(500);
    assertThat(books.commissionsOf(conversion))
        .extracting(line -> line.status() + " r" + line.revision())
        .containsExactly("PENDING r1", "REJECTED r1", "PENDING r2");
    assertThat(changes(ben)).containsExactly("CREATED", "REJECTED");
  }

  @Test
  void aNewRevisionOfAnotherAmountReversesWhatWasApproved() {
    CampaignId campaign = books.campaign(Duration.ofDays(1), percent(10));
    ConversionId conversion = books.attribute(campaign, 10_000, anna);
    Commission line = books.commissionsOf(conversion).getFirst();
    books.in(sql -> books.book.approve(sql, books.tenant, line.id()));
    books.decide(books.attributed(conversion, 2, campaign, 6_000, anna));
    assertThat(books.commissionsOf(conversion))
        .extracting(one -> one.status() + " " + one.accrued().minor())
        .containsExactly("REVERSED 1000", "PENDING 600");
    assertThat(books.balance(anna).available()).isZero();
    assertThat(books.balance(anna).held()).isEqualTo(600);
  }

  @Test
  void theHoldEndsWhenItIsOverAndNotBefore() {
    CampaignId campaign = books.campaign(Duration.ofDays(30), percent(10));
    ConversionId conversion = books.attribute(campaign, 10_000, anna);
    books.clock.advance(Duration.ofDays(30).minusSeconds(1));
    books.approveDue();
    assertThat(books.balance(anna).available()).isZero();
    books.clock.advance(Duration.ofSeconds(1));
    books.approveDue();
    assertThat(books.balance(anna).available()).isEqualTo(1_000);
    Commission line = books.commissionsOf(conversion).getFirst();
    assertThat(line.status()).isEqualTo(CommissionStatus.APPROVED);
    assertThatThrownBy(() -> books.in(sql -> books.book.approve(sql, books.tenant, line.id())))
        .isInstanceOf(IllegalMove.class);
    assertThatThrownBy(
            () -> books.in(sql -> books.book.reject(sql, books.tenant, line.id(), "fraud")))
        .isInstanceOf(IllegalMove.class);
  }

  @Test
  void aDecisionWaitsForItsCampaignForATimeAndIsThenSetAside() {
    CampaignId unknown = CampaignId.of(Fixture.IDS.next());
    var decision = books.attributed(ConversionId.of(Fixture.IDS.next()), 1, unknown, 10_000, anna);
    assertThatThrownBy(() -> books.decide(decision)).isInstanceOf(IllegalStateException.class);
    books.clock.advance(Duration.ofSeconds(61));
    assertThatThrownBy(() -> books.decide(decision))
        .isInstanceOfSatisfying(
            PermanentFailure.class,
            failure -> assertThat(failure.code()).isEqualTo("unknown_campaign"));
  }

  @Test
  void aFlatAmountInAnotherCurrencyIsSetAsideAndTheRestOfTheBatchIsNot() {
    CampaignId wrong =
        books.campaign(
            Duration.ZERO,
            rule("usd", 0, "true", new CommissionRule.Flat(new Money(5, new CurrencyCode("USD")))));
    var decision = books.attributed(ConversionId.of(Fixture.IDS.next()), 1, wrong, 10_000, anna);
    assertThatThrownBy(() -> books.decide(decision))
        .isInstanceOfSatisfying(
            PermanentFailure.class,
            failure -> assertThat(failure.code()).isEqualTo("commission_not_computable"));
  }

  @Test
  void theDatabaseKeepsOneLiveLinePerRuleAffiliateAndConversion() {
    CampaignId campaign = books.campaign(Duration.ofDays(1), percent(10));
    books.attribute(campaign, 10_000, anna);
    for (var attempt :
        java.util.Map.of(
                "update reward.commission set taken_back = accrued + 1",
                "commission_taken_back",
                "update reward.commission set taken_back = -1",
                "commission_taken_back",
                "update reward.commission set reserve_left = -1",
                "commission_reserve",
                "update reward.commission set status = 'lost'",
                "commission_status",
                """
                insert into reward.commission
                select (json_populate_record(c, '{"id": "com_twice"}')).*
                from reward.commission c
                """,
                "commission_once")
            .entrySet()) {
      assertThatThrownBy(() -> books.in(sql -> sql.sql(attempt.getKey()).update()))
          .hasStackTraceContaining(attempt.getValue());
    }
  }

  private List<String> changes(AffiliateId affiliate) {
    return books.events(affiliate).stream()
        .map(event -> ((CommissionEvent) event).change().name())
        .toList();
  }

  private static CommissionRule rule(
      String name, int priority, String when, CommissionRule.Effect then) {
    return new CommissionRule(RuleId.of(Fixture.IDS.next()), 1, name, priority, when, then);
  }
}
