package io.tributary.reward.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Subject;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.CommissionRule;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.payment.PaymentEvent;
import io.tributary.contract.reward.RewardEvent;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.kafka.Received;
import io.tributary.platform.sql.Database;
import io.tributary.platform.testing.FakeClock;
import io.tributary.platform.testing.TestDatabases;
import io.tributary.reward.commission.Commission;
import io.tributary.reward.commission.CommissionFilter;
import io.tributary.reward.ledger.AffiliateBalance;
import io.tributary.reward.stream.Affiliates;
import io.tributary.reward.stream.Campaigns;
import io.tributary.reward.stream.DecisionListener;
import io.tributary.reward.stream.PaymentListener;
import io.tributary.rule.CommissionRules;
import io.tributary.rule.RuleEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The reward role on a real database, in a tenant of its own, with a clock that stands. */
public final class Fixture {

  public static final CurrencyCode EUR = new CurrencyCode("EUR");
  public static final IdSource IDS = IdSource.system();
  private static final RuleEngine ENGINE = new RuleEngine();

  public final Database database = TestDatabases.of("reward");
  public final TenantId tenant = TenantId.of(IDS.next());
  public final FakeClock clock = new FakeClock("2026-03-01T10:00:00Z");
  public final Ledger ledger = new Ledger(new SimpleMeterRegistry());
  public final LedgerReader reader = new LedgerReader();
  public final CommissionStore commissions = new CommissionStore();
  public final PayoutStore payouts = new PayoutStore();
  public final Campaigns campaigns = new Campaigns();
  public final Affiliates affiliates = new Affiliates();
  public final CommissionBook book = new CommissionBook(database, commissions, ledger, IDS, clock);
  public final PayoutBook payoutBook =
      new PayoutBook(database, payouts, commissions, book, ledger, affiliates, IDS, clock);
  public final DecisionListener decisions =
      new DecisionListener(
          database,
          campaigns,
          new CommissionRules(ENGINE),
          book,
          ledger,
          clock,
          Duration.ofSeconds(60));
  public final PaymentListener payments = new PaymentListener(database, payoutBook, ledger);
  private final ApprovalJob approvals = new ApprovalJob(database, book, clock, 100);

  public static Money eur(long minor) {
    return new Money(minor, EUR);
  }

  /** Approves what is due, whosoever it is. */
  public void approveDue() {
    boolean more;
    do {
      more = approvals.round();
    } while (more);
  }

  public AffiliateId affiliate() {
    return affiliate("sandbox", 0);
  }

  public AffiliateId affiliate(String gateway, long threshold) {
    AffiliateId id = AffiliateId.of(IDS.next());
    affiliates.apply(
        id.value(),
        new AffiliateSnapshot(
            id,
            tenant,
            "Anna",
            "anna@example.org",
            AffiliateSnapshot.Status.APPROVED,
            new AffiliateSnapshot.PayoutProfile(gateway, EUR, "acct-" + id, threshold),
            1,
            clock.instant()));
    return id;
  }

  public CampaignId campaign(Duration hold, CommissionRule... rules) {
    CampaignId id = CampaignId.of(IDS.next());
    campaigns.apply(
        id.value(),
        new CampaignSnapshot(
            id,
            tenant,
            AdvertiserId.of(IDS.next()),
            "Spring",
            CampaignSnapshot.Status.ACTIVE,
            EUR,
            "https://shop.example/",
            List.of("shop.example"),
            TrafficTerms.DEFAULT,
            new AttributionTerms(
                AttributionTerms.Model.LINEAR, Duration.ofDays(30), Duration.ofDays(1)),
            hold,
            Arrays.asList(rules),
            "00",
            1,
            clock.instant()));
    return id;
  }

  public static CommissionRule percent(int percent) {
    return new CommissionRule(
        RuleId.of(IDS.next()),
        1,
        "base",
        0,
        "true",
        new CommissionRule.Percentage(percent * 10_000L));
  }

  public ConversionId attribute(CampaignId campaign, long amount, AffiliateId... credited) {
    ConversionId conversion = ConversionId.of(IDS.next());
    decide(attributed(conversion, 1, campaign, amount, credited));
    return conversion;
  }

  public Attributed attributed(
      ConversionId conversion,
      int revision,
      CampaignId campaign,
      long amount,
      AffiliateId... credited) {
    List<Credit> credits = new ArrayList<>();
    int left = Attributed.WHOLE_PPM;
    for (int i = 0; i < credited.length; i++) {
      int ppm = i == credited.length - 1 ? left : Attributed.WHOLE_PPM / credited.length;
      left -= ppm;
      credits.add(
          new Credit(
              credited[i], LinkId.of(IDS.next()), null, Credit.Touch.CLICK, clock.instant(), ppm));
    }
    return new Attributed(
        IDS.next(),
        tenant,
        conversion,
        revision,
        subject(campaign, amount),
        clock.instant(),
        AttributionTerms.Model.LINEAR,
        credits,
        List.of());
  }

  public Subject subject(CampaignId campaign, long amount) {
    return new Subject(
        campaign, "purchase", null, eur(amount), clock.instant(), "v1", IDS.next(), null, null);
  }

  public Refunded refunded(ConversionId conversion, long amount, long soFar, long total) {
    return new Refunded(
        IDS.next(),
        tenant,
        conversion,
        "rf_" + IDS.next(),
        eur(amount),
        eur(soFar),
        eur(total),
        clock.instant(),
        clock.instant(),
        null);
  }

  public void decide(Decision... all) {
    List<Received<Decision>> batch = new ArrayList<>();
    for (Decision decision : all) {
      batch.add(
          new Received<>(
              decision.conversionId().value(), decision, 0, batch.size(), clock.instant()));
    }
    decisions.handle(batch);
  }

  public void pay(PaymentEvent... all) {
    List<Received<PaymentEvent>> batch = new ArrayList<>();
    for (PaymentEvent fact : all) {
      batch.add(new Received<>(fact.payoutId().value(), fact, 0, batch.size(), clock.instant()));
    }
    payments.handle(batch);
  }

  public List<Commission> commissionsOf(ConversionId conversion) {
    return in(
        sql ->
            commissions
                .list(
                    sql,
                    new CommissionFilter(conversion, null, null, null),
                    new PageQuery(100, null))
                .reversed());
  }

  public AffiliateBalance balance(AffiliateId affiliate) {
    return in(
        sql ->
            reader.balances(sql, affiliate).stream()
                .filter(balance -> balance.currency().equals(EUR))
                .findFirst()
                .orElse(new AffiliateBalance(EUR, 0, 0, 0, 0, 0)));
  }

  /** Events in the outbox about an affiliate, oldest first; no relay runs in tests. */
  public List<RewardEvent> events(AffiliateId affiliate) {
    return in(
        sql ->
            sql.sql("select payload from reward.outbox where key = :key order by id")
                .param("key", affiliate.value())
                .query(
                    (row, n) ->
                        EventJson.mapper().readValue(row.getBytes("payload"), RewardEvent.class))
                .list());
  }

  public List<String> violations() {
    return in(
        sql ->
            sql.sql(
                    "select kind || ' ' || subject || ': ' || detail from"
                        + " reward.invariant_violations")
                .query(String.class)
                .list());
  }

  public <T> T in(Function<JdbcClient, T> work) {
    return database.inTenant(tenant, work);
  }

  public Instant now() {
    return clock.instant();
  }
}
