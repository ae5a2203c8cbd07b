package io.tributary.campaign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.campaign.advertiser.Advertiser;
import io.tributary.campaign.link.Coupon;
import io.tributary.campaign.link.CouponTerms;
import io.tributary.campaign.link.Link;
import io.tributary.campaign.link.LinkTerms;
import io.tributary.campaign.terms.AttributionRuleSet;
import io.tributary.campaign.terms.Campaign;
import io.tributary.campaign.terms.CampaignTerms;
import io.tributary.campaign.terms.RuleSet;
import io.tributary.campaign.terms.RuleTerms;
import io.tributary.contract.directory.AttributionRule;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.contract.directory.CampaignSnapshot.Status;
import io.tributary.contract.directory.TermsVersion;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CouponId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Database;
import io.tributary.platform.testing.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

class CampaignStoreTest {

  private static final IdSource IDS = IdSource.system();
  private static final Instant NOW = Instant.parse("2026-11-03T10:15:30.250Z");
  private static final CurrencyCode USD = new CurrencyCode("USD");
  private static final Views ALL = new Views.All();
  private static final PageQuery FIRST = new PageQuery(50, null);
  private static final CampaignStore.Filter ANY = new CampaignStore.Filter(null, null, null, null);

  private final Database database = TestDatabases.of("campaign");
  private final AdvertiserStore advertisers = new AdvertiserStore();
  private final AttributionVersionStore attribution = new AttributionVersionStore();
  private final CampaignStore campaigns = new CampaignStore(attribution);
  private final LinkStore links = new LinkStore();
  private final CouponStore coupons = new CouponStore();
  private final TenantId ours = TenantId.of(IDS.next());
  private final TenantId theirs = TenantId.of(IDS.next());

  @Test
  void aCampaignReadsAsItWasWrittenWithItsRules() {
    Campaign campaign = insert(ours);
    assertThat(find(ours, campaign, ALL)).containsExactly(campaign);
    Campaign paused =
        campaign
            .with(
                campaign.terms(),
                campaign
                    .rules()
                    .with(
                        new RuleTerms("base", 5, "false", new RuleTerms.Pay.Amount(7)),
                        USD,
                        () -> RuleId.of(IDS.next())),
                NOW.plusSeconds(1))
            .withStatus(Status.PAUSED, NOW.plusSeconds(2));
    Campaign changed = campaign.with(paused.terms(), paused.rules(), paused.updatedAt());
    run(ours, sql -> campaigns.update(sql, changed));
    assertThat(find(ours, campaign, ALL)).containsExactly(changed);
  }

  @Test
  void everyChangeOfAttributionIsAVersionAndOthersAreNone() {
    Campaign first = insert(ours);
    AttributionRule rule =
        new AttributionRule(
            RuleId.of(IDS.next()),
            1,
            "no impressions",
            "touch.kind == 'impression'",
            new AttributionRule.Exclude("no_views"));
    Campaign withRule = first.with(new AttributionRuleSet(List.of(rule)), NOW.plusSeconds(1));
    Campaign renamed = withRule.with(withRule.terms(), withRule.rules(), NOW.plusSeconds(2));
    Campaign active = renamed.withStatus(Status.ACTIVE, NOW.plusSeconds(3));
    for (Campaign campaign : List.of(withRule, renamed, active)) {
      run(ours, sql -> campaigns.update(sql, campaign));
    }
    assertThat(find(ours, first, ALL)).containsExactly(active);
    AttributionTerms terms = first.terms().attribution();
    assertThat(versions(null, 9, first))
        .containsExactly(
            new TermsVersion(3, NOW.plusSeconds(3), Status.ACTIVE, terms, List.of(rule)),
            new TermsVersion(2, NOW.plusSeconds(1), Status.DRAFT, terms, List.of(rule)),
            new TermsVersion(1, NOW, Status.DRAFT, terms, List.of()));
    assertThat(versions(3, 1, first)).extracting(TermsVersion::version).containsExactly(2);
  }

  @Test
  void aCouponsTermsReadAsTheyWereWritten() {
    Campaign campaign = insert(ours);
    Coupon made =
        new Coupon(
            CouponId.of(IDS.next()),
            ours,
            campaign.campaignId(),
            AffiliateId.of(IDS.next()),
            "AUTUMN",
            new CouponTerms(NOW, NOW.plusSeconds(1), true, false),
            1,
            NOW);
    run(ours, sql -> coupons.insert(sql, made));
    assertThat(find(made)).contains(made);
    Coupon changed = made.with(new CouponTerms(null, null, false, true));
    run(ours, sql -> coupons.update(sql, changed));
    assertThat(find(made)).contains(changed);
    assertThatThrownBy(() -> run(ours, sql -> coupons.update(sql, changed)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCampaignThatWasNotLockedIsNotOverwritten() {
    Campaign campaign = insert(ours);
    Campaign stale = campaign.withStatus(Status.ACTIVE, NOW).withStatus(Status.PAUSED, NOW);
    assertThatThrownBy(() -> run(ours, sql -> campaigns.update(sql, stale)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aLinksTermsReadAsTheyWereWritten() {
    Campaign campaign = insert(ours);
    Link made = link(ours, campaign, AffiliateId.of(IDS.next()), IDS.next());
    run(ours, sql -> links.insert(sql, made));
    Link changed = made.with(new LinkTerms("summer", NOW, "https://shop.example/old", true));
    run(ours, sql -> links.update(sql, changed));
    Link plain = changed.with(LinkTerms.DEFAULT);
    assertThat(find(ours, made)).contains(changed);
    run(ours, sql -> links.update(sql, plain));
    assertThat(find(ours, made)).contains(plain);
    assertThatThrownBy(() -> run(ours, sql -> links.update(sql, changed)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(find(theirs, made)).isEmpty();
  }

  @Test
  void viewsNarrowWhatIsSeen() {
    Campaign campaign = insert(ours);
    Campaign other = insert(ours);
    AffiliateId anna = AffiliateId.of(IDS.next());
    Link link = link(ours, campaign, anna, IDS.next());
    run(ours, sql -> links.insert(sql, link));
    Views advertiser = new Views.OfAdvertiser(campaign.terms().advertiserId());
    assertThat(list(advertiser)).containsExactly(campaign);
    assertThat(list(new Views.OfAffiliate(anna, Set.of()))).containsExactly(campaign);
    assertThat(list(new Views.OfAffiliate(anna, Set.of(other.campaignId()))))
        .containsExactly(other, campaign);
    AffiliateId ben = AffiliateId.of(IDS.next());
    assertThat(list(new Views.OfAffiliate(ben, Set.of()))).isEmpty();
    assertThat(find(ours, other, advertiser)).isEmpty();
    assertThat(links(new Views.OfAffiliate(anna, Set.of()))).containsExactly(link);
    assertThat(links(new Views.OfAffiliate(ben, Set.of()))).isEmpty();
    assertThat(links(advertiser)).containsExactly(link);
    assertThat(links(new Views.OfAdvertiser(other.terms().advertiserId()))).isEmpty();
  }

  @Test
  void aLinksCodeIsUniqueInTheInstallation() {
    String code = IDS.next();
    Campaign mine = insert(ours);
    Campaign foreign = insert(theirs);
    AffiliateId anna = AffiliateId.of(IDS.next());
    assertThat(
            database.<Boolean>inTenant(
                ours, sql -> links.insert(sql, link(ours, mine, anna, code))))
        .isTrue();
    assertThat(
            database.<Boolean>inTenant(
                theirs, sql -> links.insert(sql, link(theirs, foreign, anna, code))))
        .isFalse();
  }

  @Test
  void aCouponsCodeIsUniqueInItsCampaignWithoutCase() {
    Campaign first = insert(ours);
    Campaign second = insert(ours);
    assertThat(insertCoupon(first, "SPRING10")).isTrue();
    assertThat(insertCoupon(first, "spring10")).isFalse();
    assertThat(insertCoupon(second, "spring10")).isTrue();
  }

  @Test
  void anotherTenantsRowsAreInvisibleAndUnwritable() {
    Campaign mine = insert(ours);
    assertThat(find(theirs, mine, ALL)).isEmpty();
    assertThat(
            database.<Integer>inTenant(
                theirs, sql -> sql.sql("update campaign.campaign set name = 'x'").update()))
        .isZero();
    assertThatThrownBy(() -> run(theirs, sql -> campaigns.insert(sql, campaign(mine, ours))))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("row-level security");
    // Nor can a row of theirs refer to one of ours.
    assertThatThrownBy(() -> run(theirs, sql -> campaigns.insert(sql, campaign(mine, theirs))))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("foreign key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "advertiser",
        "campaign",
        "commission_rule",
        "link",
        "coupon",
        "attribution_version"
      })
  void withoutATenantNothingIsSeen(String table) {
    insert(ours);
    try {
      assertThat(
              database.<Long>inTransaction(
                  sql ->
                      sql.sql("select count(*) from campaign." + table).query(Long.class).single()))
          .isZero();
    } catch (DataAccessException refused) {
      assertThat(refused).hasStackTraceContaining("app.tenant_id");
    }
  }

  private Campaign insert(TenantId tenant) {
    Advertiser advertiser =
        new Advertiser(
            AdvertiserId.of(IDS.next()), tenant, "Acme", Advertiser.Status.ACTIVE, 1, NOW);
    Campaign campaign = campaign(tenant, advertiser.advertiserId());
    run(
        tenant,
        sql -> {
          advertisers.insert(sql, advertiser);
          campaigns.insert(sql, campaign);
        });
    return campaign;
  }

  private Optional<Coupon> find(Coupon coupon) {
    return database.readInTenant(ours, sql -> coupons.find(sql, coupon.couponId(), ALL));
  }

  private Optional<Link> find(TenantId tenant, Link link) {
    return database.readInTenant(tenant, sql -> links.find(sql, link.linkId(), ALL));
  }

  private static Campaign campaign(Campaign like, TenantId tenant) {
    return campaign(tenant, like.terms().advertiserId());
  }

  private static Campaign campaign(TenantId tenant, AdvertiserId advertiser) {
    return new Campaign(
        CampaignId.of(IDS.next()),
        tenant,
        Status.DRAFT,
        new CampaignTerms(
            advertiser,
            "Spring",
            USD,
            "https://shop.example/",
            List.of("shop.example", "b.example"),
            new AttributionTerms(Model.LINEAR, Duration.ofDays(30), Duration.ZERO),
            TrafficTerms.DEFAULT,
            Duration.ofDays(14)),
        RuleSet.NONE.replacedBy(
            List.of(
                new RuleTerms("base", 0, "true", new RuleTerms.Pay.Share(100_000)),
                new RuleTerms("flat", 1, "true", new RuleTerms.Pay.Amount(500))),
            USD,
            () -> RuleId.of(IDS.next())),
        AttributionRuleSet.NONE,
        "token-" + IDS.next(),
        1,
        NOW,
        NOW);
  }

  private static Link link(TenantId tenant, Campaign campaign, AffiliateId affiliate, String code) {
    return new Link(LinkId.of(IDS.next()), tenant, campaign.campaignId(), affiliate, code, NOW);
  }

  private boolean insertCoupon(Campaign campaign, String code) {
    Coupon coupon =
        new Coupon(
            CouponId.of(IDS.next()),
            ours,
            campaign.campaignId(),
            AffiliateId.of(IDS.next()),
            code,
            CouponTerms.DEFAULT,
            1,
            NOW);
    return database.inTenant(ours, sql -> coupons.insert(sql, coupon));
  }

  private List<Campaign> find(TenantId as, Campaign campaign, Views views) {
    return database.readInTenant(
        as, sql -> campaigns.find(sql, campaign.campaignId(), views).stream().toList());
  }

  private List<Campaign> list(Views views) {
    return database.readInTenant(ours, sql -> campaigns.list(sql, FIRST, ANY, views));
  }

  private List<TermsVersion> versions(@Nullable Integer before, int limit, Campaign campaign) {
    return database.readInTenant(
        ours, sql -> attribution.newest(sql, campaign.campaignId(), before, limit));
  }

  private List<Link> links(Views views) {
    return database.readInTenant(ours, sql -> links.list(sql, FIRST, null, null, views));
  }

  private void run(
      TenantId as,
      java.util.function.Consumer<org.springframework.jdbc.core.simple.JdbcClient> work) {
    database.<Boolean>inTenant(
        as,
        sql -> {
          work.accept(sql);
          return true;
        });
  }
}
