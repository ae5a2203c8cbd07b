package io.tributary.tracking.click;

import static io.tributary.tracking.Sample.CAMPAIGN;
import static io.tributary.tracking.Sample.NOW;
import static io.tributary.tracking.Sample.TENANT;
import static io.tributary.tracking.Sample.affiliate;
import static io.tributary.tracking.Sample.link;
import static io.tributary.tracking.Sample.membership;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.Audience.Dimension;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.directory.TrafficTerms.Share;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.Consent;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Judgement.TouchClass;
import io.tributary.contract.tracking.Judgement.Verdict;
import io.tributary.contract.tracking.Traits;
import io.tributary.tracking.Sample;
import io.tributary.tracking.TrafficSample;
import io.tributary.tracking.agent.ClientHints;
import io.tributary.tracking.directory.Directory;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.network.Network;
import io.tributary.tracking.visitor.Permission;
import io.tributary.tracking.visitor.Visit;
import io.tributary.tracking.visitor.VisitorId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClickDecisionTest {

  private static final CampaignId SECOND = new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3Y2");
  private static final CampaignId THIRD = new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3Y3");
  private static final CampaignId FOURTH = new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3Y4");
  private static final CampaignId FIFTH = new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3Y5");
  private static final String LANDING = "https://shop.example/landing?src=aff&click_id=C";

  private final Directory directory = new Directory();
  private @Nullable String installationUrl;
  private TrackingTerms tenant = TrackingTerms.DEFAULT;
  private String query = "";
  private Purpose purpose = Purpose.VISIT;
  private Traits traits = new Traits("DE", 0, null, "phone", "ios", "safari", 18);
  private Judgement judged = Judgement.NONE;
  private long[] counts = {};

  ClickDecisionTest() {
    directory.applyCampaign(link().linkId().value(), link());
    directory.applyCampaign("campaign", new TrafficSample().campaign());
    directory.applyAffiliate("affiliate", affiliate(AffiliateSnapshot.Status.APPROVED));
    directory.applyAffiliate("membership", membership(MembershipSnapshot.Status.APPROVED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          campaign | affiliate | membership  | disabled | decision
          ACTIVE   | APPROVED  | APPROVED    | false    | follow
          DRAFT    | APPROVED  | APPROVED    | false    | campaign_draft
          PAUSED   | APPROVED  | APPROVED    | false    | campaign_paused
          ARCHIVED | APPROVED  | APPROVED    | false    | campaign_archived
          -        | APPROVED  | APPROVED    | false    | campaign_unknown
          ACTIVE   | PENDING   | APPROVED    | false    | affiliate_inactive
          ACTIVE   | REJECTED  | APPROVED    | false    | affiliate_inactive
          ACTIVE   | BANNED    | APPROVED    | false    | affiliate_inactive
          ACTIVE   | -         | APPROVED    | false    | affiliate_inactive
          ACTIVE   | APPROVED  | PENDING     | false    | membership_inactive
          ACTIVE   | APPROVED  | REJECTED    | false    | membership_inactive
          ACTIVE   | APPROVED  | DEACTIVATED | false    | membership_inactive
          ACTIVE   | APPROVED  | BANNED      | false    | membership_inactive
          ACTIVE   | APPROVED  | -           | false    | membership_inactive
          ACTIVE   | APPROVED  | APPROVED    | true     | link_disabled
          """,
      useHeadersInDisplayName = true)
  void onlyALinkThatEarnsIsFollowedAndEveryClickIsRecorded(
      CampaignSnapshot.Status campaign,
      AffiliateSnapshot.Status affiliate,
      MembershipSnapshot.Status membership,
      boolean disabled,
      String expected) {
    Directory known = new Directory();
    known.applyCampaign("link", linkWith(null, null, null, disabled));
    if (campaign != null) {
      known.applyCampaign("campaign", Sample.campaign(campaign));
    }
    if (affiliate != null) {
      known.applyAffiliate("affiliate", affiliate(affiliate));
    }
    if (membership != null) {
      known.applyAffiliate("membership", membership(membership));
    }
    ClickDecision decision = decide(known);
    if (expected.equals("follow")) {
      assertThat(decision).isInstanceOf(ClickDecision.Follow.class);
      assertThat(decision.judgement()).isEqualTo(Judgement.NONE);
      assertThat(target(decision)).isEqualTo(LANDING);
    } else {
      assertDiverted(decision, expected);
      assertThat(decision.destination()).isEqualTo(new Destination.NeutralPage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/p/42?x=1, https://shop.example/p/42?x=1&click_id=C, -",
    "https://m.shop.example/p, https://m.shop.example/p?click_id=C, -",
    "https://evil.example/phish, https://shop.example/landing?src=aff&click_id=C, foreign_domain",
    "https://evilshop.example/, https://shop.example/landing?src=aff&click_id=C, foreign_domain",
    "http://shop.example/p, https://shop.example/landing?src=aff&click_id=C, not_https",
    "https://a@shop.example/p, https://shop.example/landing?src=aff&click_id=C, host"
  })
  void aDeepLinkOutsideIsReplacedByTheLandingPage(String wanted, String target, String refused) {
    query = "url=" + wanted.replace("?", "%3F").replace("&", "%26").replace("@", "%40");
    assertThat(decide())
        .isInstanceOfSatisfying(
            ClickDecision.Follow.class,
            follow -> {
              assertThat(target(follow)).isEqualTo(target);
              assertThat(String.valueOf(follow.deepLinkRefused()))
                  .isEqualTo(refused.equals("-") ? "null" : refused);
              assertThat(follow.judgement().mayEarn()).isTrue();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          asked        | of the link | rotated | page
          -            | -           | -       | /landing
          -            | -           | b       | /b
          -            | a           | b       | /a
          url_id=b     | a           | -       | /b
          url_id=gone  | a           | b       | /a
          url_id=gone  | gone        | -       | /landing
          url_id=gone  | gone        | b       | /b
          """,
      useHeadersInDisplayName = true)
  void theClicksOwnPageCountsBeforeTheLinksAndTheRotators(
      String asked, String linked, String rotated, String page) {
    TrafficSample terms =
        new TrafficSample()
            .page("a", "https://shop.example/a?s={sub1}")
            .page("b", "https://shop.example/b")
            .page("unusable", "shop.example/c");
    if (rotated != null) {
      terms.rotate(new Share(rotated, 1));
    }
    directory.applyCampaign("campaign", terms.campaign());
    directory.applyCampaign("link", linkWith(linked, null, null, false));
    query = asked == null ? "" : asked;
    assertThat(target(decide())).startsWith("https://shop.example" + page + "?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          rules                   | country | device | decision
          allow DE; deny all      | DE      | phone  | follow
          allow DE; deny all      | FR      | phone  | targeting
          allow DE; deny all      | -       | phone  | targeting
          deny FR                 | FR      | phone  | targeting
          deny FR                 | DE      | phone  | follow
          deny FR                 | -       | phone  | follow
          deny FR; allow FR       | FR      | phone  | targeting
          """,
      useHeadersInDisplayName = true)
  void theFirstTargetingRuleOfTheVisitorDecides(
      String rules, String country, String device, String expected) {
    TrafficSample terms = new TrafficSample();
    for (String rule : rules.split("; ")) {
      String[] words = rule.split(" ");
      if (words[1].equals("all")) {
        terms.target(false, Dimension.DEVICE, "phone");
      } else {
        terms.target(words[0].equals("allow"), Dimension.COUNTRY, words[1]);
      }
    }
    directory.applyCampaign("campaign", terms.campaign());
    traits = new Traits(country, 0, null, device, null, null, 0);
    assertDecided(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          -,                        -,                        follow
          2026-11-03T10:15:30.250Z, -,                        follow
          2026-11-03T10:15:30.251Z, -,                        schedule
          -,                        2026-11-03T10:15:30.251Z, follow
          -,                        2026-11-03T10:15:30.250Z, expired
          """)
  void aCampaignTakesClicksFromItsStartToBeforeItsEnd(Instant start, Instant end, String expected) {
    directory.applyCampaign("campaign", new TrafficSample().open(start, end).campaign());
    assertDecided(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          -,                        -,                          follow,  https://shop.example/landing?src=aff&click_id=C
          2026-11-03T10:15:30.251Z, https://shop.example/old,   follow,  https://shop.example/landing?src=aff&click_id=C
          2026-11-03T10:15:30.250Z, https://shop.example/old,   expired, https://shop.example/old
          2026-11-03T10:15:30.250Z, -,                          expired, https://shop.example/sorry
          2026-11-03T10:15:30.250Z, javascript:alert(1),        expired, https://shop.example/sorry
          2026-11-03T10:15:30.250Z, https://a@evil.example/,    expired, https://shop.example/sorry
          """)
  void anExpiredLinkLeadsToItsOwnAddressElseToTheFallback(
      Instant end, String expiredUrl, String expected, String target) {
    directory.applyCampaign(
        "campaign", new TrafficSample().fallback("https://shop.example/sorry", null).campaign());
    directory.applyCampaign("link", linkWith(null, end, expiredUrl, false));
    assertThat(target(assertDecided(expected))).isEqualTo(target);
  }

  @Test
  void aCampaignIsCappedByTheCountThatReachesItsLimit() {
    directory.applyCampaign("campaign", new TrafficSample().cap(2).campaign());
    counts = new long[] {1};
    assertDecided("follow");
    counts = new long[] {2};
    assertDecided("capped");
    counts = new long[] {};
    assertDecided("follow");
  }

  @ParameterizedTest
  @CsvSource({"PREFETCH, prefetch", "PREVIEW, preview"})
  void whatNobodyFollowedGoesWhereTheLinkLeadsAndDoesNotCount(Purpose asked, String reason) {
    purpose = asked;
    ClickDecision decision = decide();
    assertThat(target(decision)).isEqualTo(LANDING);
    assertThat(decision).isInstanceOf(ClickDecision.Follow.class);
    assertThat(decision.judgement().touchClass()).isEqualTo(TouchClass.INVALID);
    assertThat(decision.judgement().reason()).isEqualTo(reason);
  }

  @Test
  void aRejectedClickIsStillLedAndKeepsItsReason() {
    judged =
        new Judgement(
            TouchClass.INVALID, Verdict.REJECT, "bot", 90, List.of(), List.of(), "r1", "d1");
    assertThat(decide()).isEqualTo(new ClickDecision.Follow(decide().destination(), judged, null));
    directory.applyCampaign("campaign", new TrafficSample().open(null, NOW).campaign());
    ClickDecision diverted = decide();
    assertThat(diverted.judgement()).isEqualTo(judged);
    assertThat(((ClickDecision.Divert) diverted).reason()).isEqualTo("expired");
  }

  @Test
  void whatSpokeAgainstAClickStaysWithItWhenItIsDiverted() {
    judged =
        new Judgement(
            TouchClass.DUPLICATE, Verdict.REVIEW, null, 40, List.of(), List.of("x"), "r1", "d1");
    directory.applyCampaign("campaign", new TrafficSample().open(null, NOW).campaign());
    assertThat(decide().judgement())
        .isEqualTo(
            new Judgement(
                TouchClass.INVALID,
                Verdict.REVIEW,
                "expired",
                40,
                List.of(),
                List.of("x"),
                "r1",
                "d1"));
  }

  /**
   * Each campaign as {@code its fallback address > the next campaign}; all but SECOND are ended.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          first         | second   | third | fourth | fifth | tenant | installation | target
          a.example     | -        | -     | -      | -     | -      | -            | https://a.example/
          a.example > 2 | open     | -     | -      | -     | -      | -            | https://a.example/
          > 2           | open     | -     | -      | -     | -      | -            | https://shop.example/landing?src=aff&click_id=C
          > 2           | b.example | -    | -      | -     | -      | -            | https://b.example/
          > 2           | > 3      | open  | -      | -     | -      | -            | https://shop.example/landing?src=aff&click_id=C
          > 2           | > 3      | > 4   | open   | -     | -      | -            | https://shop.example/landing?src=aff&click_id=C
          > 2           | > 3      | > 4   | d.example | -  | -      | -            | https://d.example/
          > 2           | > 3      | > 4   | > 5    | open  | t.example | -         | https://t.example/
          > 2           | > 1      | -     | -      | -     | t.example | i.example | https://t.example/
          > 1           | -        | -     | -      | -     | -      | i.example    | https://i.example/
          > 9           | -        | -     | -      | -     | -      | -            | neutral page
          -             | -        | -     | -      | -     | t.example | i.example | https://t.example/
          -             | -        | -     | -      | -     | -      | i.example    | https://i.example/
          -             | -        | -     | -      | -     | a@t.example | i.example | https://i.example/
          -             | -        | -     | -      | -     | -      | -            | neutral page
          """,
      useHeadersInDisplayName = true)
  void theFallbackChainEndsAfterThreeHops(
      String first,
      String second,
      String third,
      String fourth,
      String fifth,
      String tenantUrl,
      String installation,
      String target) {
    Map<String, CampaignId> ids =
        Map.of("1", CAMPAIGN, "2", SECOND, "3", THIRD, "4", FOURTH, "5", FIFTH);
    String[] terms = {first, second, third, fourth, fifth};
    for (int i = 0; i < terms.length; i++) {
      String key = String.valueOf(i + 1);
      String text = terms[i] == null ? "" : terms[i];
      TrafficSample sample = new TrafficSample();
      if (!text.equals("open")) {
        int next = text.indexOf('>');
        String url = (next < 0 ? text : text.substring(0, next)).strip();
        sample
            .open(null, NOW)
            .fallback(
                url.isEmpty() ? null : "https://" + url,
                next < 0 ? null : ids.get(text.substring(next + 1).strip()));
      }
      directory.applyCampaign(
          key, sample.campaign(ids.get(key), CampaignSnapshot.Status.ACTIVE, "token" + key));
    }
    if (tenantUrl != null) {
      TrackingTerms base = TrackingTerms.DEFAULT;
      tenant =
          new TrackingTerms(
              true,
              null,
              null,
              base.unknownConsent(),
              base.fingerprint(),
              "https://" + tenantUrl + "/",
              List.of(),
              base.denied(),
              base.fraud());
    }
    installationUrl = installation == null ? null : "https://" + installation + "/";
    assertThat(target(assertDecided("expired"))).isEqualTo(target);
  }

  @Test
  void aFallbackCampaignOfAnotherTenantIsNoFallback() {
    directory.applyCampaign(
        "campaign", new TrafficSample().open(null, NOW).fallback(null, SECOND).campaign());
    directory.applyCampaign(
        "foreign",
        Sample.campaign(SECOND, Sample.OTHER_TENANT, CampaignSnapshot.Status.ACTIVE, "foreign"));
    assertThat(target(assertDecided("expired"))).isEqualTo("neutral page");
  }

  @Test
  void aPausedFallbackCampaignTakesNobody() {
    directory.applyCampaign(
        "campaign", new TrafficSample().open(null, NOW).fallback(null, SECOND).campaign());
    directory.applyCampaign(
        "paused",
        new TrafficSample()
            .fallback("https://b.example/", null)
            .campaign(SECOND, CampaignSnapshot.Status.PAUSED, "paused"));
    assertThat(target(assertDecided("expired"))).isEqualTo("https://b.example/");
  }

  @Test
  void aLinkWorksAsSoonAsItIsKnownAndNotAfterItIsGone() {
    Links links = new Links(directory, directory, directory);
    assertThat(links.resolve("other")).isEqualTo(new LinkState.Unknown());
    directory.applyCampaign(link().linkId().value(), null);
    assertThat(links.resolve(link().code())).isEqualTo(new LinkState.Unknown());
    assertThat(links.resolve(CAMPAIGN, Sample.AFFILIATE)).isEqualTo(new LinkState.Unknown());
    directory.applyCampaign(link().linkId().value(), link());
    assertThat(links.resolve(link().code())).isInstanceOf(LinkState.Active.class);
    assertThat(links.resolve(CAMPAIGN, Sample.AFFILIATE)).isInstanceOf(LinkState.Active.class);
  }

  @Test
  void ofSeveralLinksTheFirstStandsForCampaignAndAffiliate() {
    LinkSnapshot later = copy("link_01K9ZQ4T6R8XJ2M5N7P9S1V3W4", "later1");
    LinkSnapshot latest = copy("link_01K9ZQ4T6R8XJ2M5N7P9S1V3W5", "latest");
    directory.applyCampaign(latest.linkId().value(), latest);
    directory.applyCampaign(later.linkId().value(), later);
    assertThat(codeOfFirst()).isEqualTo(link().code());
    directory.applyCampaign(link().linkId().value(), null);
    assertThat(codeOfFirst()).isEqualTo("later1");
    directory.applyCampaign(link().linkId().value(), link());
    assertThat(codeOfFirst()).isEqualTo(link().code());
  }

  @Test
  void labelsOfTheEventApiAreCutCleanedAndLeftOutWhenEmpty() {
    Labels labels =
        Labels.from(
            Map.of(
                    "sub1", "a\u0000b\r\n",
                    "sub2", " ",
                    "sub10", "x".repeat(999),
                    "sub11", "no",
                    "source", "blog")
                ::get);
    assertThat(labels.subs()).containsOnlyKeys("sub1", "sub10").containsEntry("sub1", "ab");
    assertThat(labels.subs().get("sub10")).hasSize(Labels.MAX_LENGTH);
    assertThat(labels.source()).isEqualTo("blog");
    assertThat(labels.affiliateClickId()).isNull();
  }

  private ClickDecision assertDecided(String expected) {
    ClickDecision decision = decide();
    if (expected.equals("follow")) {
      assertThat(decision).isInstanceOf(ClickDecision.Follow.class);
      assertThat(decision.judgement().mayEarn()).isTrue();
    } else {
      assertDiverted(decision, expected);
    }
    return decision;
  }

  private static void assertDiverted(ClickDecision decision, String reason) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            ClickDecision.Divert.class, divert -> assertThat(divert.reason()).isEqualTo(reason));
    assertThat(decision.judgement().touchClass()).isEqualTo(TouchClass.INVALID);
    assertThat(decision.judgement().reason()).isEqualTo(reason);
  }

  private ClickDecision decide() {
    return decide(directory);
  }

  private ClickDecision decide(Directory known) {
    return ClickDecision.of(
        arrival(known), judged, counts, new FallbackChain(known, installationUrl));
  }

  private String target(ClickDecision decision) {
    Arrival arrival = arrival(directory);
    return switch (decision.destination()) {
      case Destination.CampaignPage page -> page.landing().page().address(arrival, "C");
      case Destination.DeepLink deepLink -> deepLink.url().with("click_id", "C");
      case Destination.Address address -> address.url();
      case Destination.NeutralPage() -> "neutral page";
    };
  }

  private Arrival arrival(Directory known) {
    LinkState state = new Links(known, known, known).resolve(link().code());
    return new Arrival(
        (LinkState.Known) state,
        purpose,
        ClickParameters.of(query),
        null,
        Network.UNKNOWN,
        new Client("203.0.113.0", "UA", "de-AT,de;q=0.9", null, traits, null),
        ClientHints.NONE,
        tenant,
        new Visit(
            VisitorId.of(new byte[VisitorId.BYTES]),
            new Permission(Consent.UNKNOWN, true, true),
            false),
        NOW,
        "C",
        7);
  }

  private String codeOfFirst() {
    return ((LinkState.Known)
            new Links(directory, directory, directory).resolve(CAMPAIGN, Sample.AFFILIATE))
        .link()
        .code();
  }

  private static LinkSnapshot linkWith(
      @Nullable String urlId, @Nullable Instant end, @Nullable String expiredUrl, boolean off) {
    return new LinkSnapshot(
        link().linkId(),
        TENANT,
        CAMPAIGN,
        Sample.AFFILIATE,
        link().code(),
        urlId,
        end,
        expiredUrl,
        off);
  }

  private static LinkSnapshot copy(String id, String code) {
    return new LinkSnapshot(
        new LinkId(id), TENANT, CAMPAIGN, Sample.AFFILIATE, code, null, null, null, false);
  }
}
