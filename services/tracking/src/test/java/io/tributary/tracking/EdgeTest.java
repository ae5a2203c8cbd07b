package io.tributary.tracking;

import static io.tributary.tracking.Sample.CAMPAIGN;
import static io.tributary.tracking.Sample.CODE;
import static io.tributary.tracking.Sample.KEY;
import static io.tributary.tracking.Sample.LINK;
import static io.tributary.tracking.Sample.TENANT;
import static io.tributary.tracking.Sample.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.directory.TenantSnapshot;
import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.MembershipId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topic;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.Consent;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Judgement.TouchClass;
import io.tributary.contract.tracking.Placement;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Refused;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.contract.tracking.Traits;
import io.tributary.embedded.EmbeddedInfrastructure;
import io.tributary.embedded.Part;
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.ops.ReadinessCheck;
import io.tributary.platform.testing.TestKafka;
import io.tributary.platform.testing.TestPlatform;
import io.tributary.tracking.cache.RedisSessions;
import io.tributary.tracking.visitor.Fingerprints;
import io.tributary.tracking.web.EdgeServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The edge as it runs, over HTTP, with a real Kafka behind it. */
class EdgeTest {

  private static final String CHROME = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0";

  private static ConfigurableApplicationContext context;
  private static EventProducer producer;

  /** A string of the consent framework, version 2, that allows purpose 1 and nothing else. */
  private static final String CONSENT_TO_STORAGE = "C" + "A".repeat(24) + "I" + "A".repeat(14);

  private static TopicLog<TrackingEvent> eventLog;
  private static TopicLog<Refused> refusalLog;
  private static HttpClient http;
  private static String edge;
  private static int port;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    TestKafka.provision();
    producer = new EventProducer(TestKafka.connection(), "test");
    eventLog = new TopicLog<>(TestKafka.connection(), Topics.TRACKING_EVENTS);
    refusalLog = new TopicLog<>(TestKafka.connection(), Topics.TRACKING_REFUSED);
    publish(Topics.CAMPAIGN_DIRECTORY, CAMPAIGN.value(), campaign(CAMPAIGN, "ACTIVE", TOKEN));
    publish(Topics.CAMPAIGN_DIRECTORY, LINK.value(), Sample.link());
    publish(
        Topics.AFFILIATE_DIRECTORY,
        Sample.AFFILIATE.value(),
        Sample.affiliate(AffiliateSnapshot.Status.APPROVED));
    MembershipSnapshot membership = Sample.membership(MembershipSnapshot.Status.APPROVED);
    publish(Topics.AFFILIATE_DIRECTORY, membership.membershipId().value(), membership);
    publish(Topics.IDENTITY_DIRECTORY, "key", Sample.apiKey("events.write"));
    context =
        new SpringApplicationBuilder(TrackingService.class, TestPlatform.class)
            .web(WebApplicationType.NONE)
            .properties(
                "tributary.kafka.bootstrap-servers=" + TestKafka.connection().bootstrapServers(),
                "tributary.tracking.port=0",
                "tributary.redis.url="
                    + EmbeddedInfrastructure.shared(Part.REDIS).endpoints().redisUrl(),
                "tributary.tracking.session-budget=2s",
                // An answer means Kafka here, and not the spool, however slow the machine is.
                "tributary.tracking.ack-timeout=10s",
                "tributary.tracking.data-dir=" + data,
                "tributary.tracking.limits.browser-burst=100",
                "tributary.sign-in-key=" + Sample.SIGN_IN_KEY,
                "tributary.tracking.click-keys=k1:" + Sample.secret("k1"))
            .run();
    port = context.getBean(EdgeServer.class).port();
    edge = "http://127.0.0.1:" + port;
    for (int i = 0; i < 1_000 && !context.getBean(RedisSessions.class).isAvailable(); i++) {
      Thread.sleep(10);
    }
    http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  }

  @AfterAll
  static void stop() {
    if (context != null) {
      context.close();
    }
    if (producer != null) {
      producer.close();
      eventLog.close();
      refusalLog.close();
    }
  }

  @AfterEach
  void nothingUnexpectedHappened() {
    assertThat(count("edge_unexpected_errors_total")).isZero();
    assertThat(count("clicks_unrecorded_total")).isZero();
  }

  @Test
  void aClickIsInTheLogWhenItIsRedirected() throws Exception {
    HttpResponse<String> answer =
        get(
            "/c/"
                + CODE
                + "?sub1=abc&source=blog&aff_click_id=their-1&gclid=g-1&utm_source=news"
                + "&creative_id=c-1&consent=granted",
            "X-Forwarded-For",
            "198.51.100.1, 203.0.113.9",
            "Accept-Language",
            "en",
            "Referer",
            "https://blog.example/post");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(header(answer, "Location"))
        .matches("https://shop\\.example/landing\\?src=aff&click_id=[A-Za-z0-9_-]{52}");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "X-Robots-Tag")).isEqualTo("noindex");
    assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer-when-downgrade");
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "Set-Cookie"))
        .matches("tb_vid=[A-Za-z0-9_-]{22}; Max-Age=7776000; Path=/; HttpOnly; SameSite=Lax");
    Click click = click(clickId(answer));
    assertThat(click.visitorId()).isEqualTo(visitor(answer));
    assertThat(click.linkId()).isEqualTo(LINK);
    assertThat(click.subs()).isEqualTo(Map.of("sub1", "abc"));
    assertThat(click.source()).isEqualTo("blog");
    assertThat(click.affiliateClickId()).isEqualTo("their-1");
    assertThat(click.client().ip()).isEqualTo("203.0.113.0");
    assertThat(click.client().userAgent()).isEqualTo(CHROME);
    assertThat(click.client().referrer()).isEqualTo("https://blog.example/post");
    assertThat(click.consent()).isEqualTo(Consent.GRANTED);
    assertThat(click.client().fingerprint()).hasSize(Fingerprints.LENGTH);
    assertThat(click.placement())
        .isEqualTo(
            new Placement(
                null, "c-1", Map.of("gclid", "g-1"), Map.of("source", "news"), Map.of(), false));
    assertThat(click.judgement().mayEarn()).isTrue();
    assertThat(click.judgement().score()).isZero();
    assertThat(click.judgement().rules()).isNotNull();
    assertThat(click.judgement().deferred()).isEmpty();
    assertThat(click.judgement().signals())
        .contains(new Judgement.Signal("paid_traffic", 60, true, Map.of("parameter", "gclid")));
  }

  @Test
  void aProgramIsLedOnLikeAnybodyAndNeverEarns() throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(edge + "/c/" + CODE))
                .header("User-Agent", "curl/8.14.1")
                .GET()
                .build(),
            BodyHandlers.ofString());
    assertThat(header(answer, "Location"))
        .matches("https://shop\\.example/landing\\?src=aff&click_id=[A-Za-z0-9_-]{52}");
    Judgement judgement = click(clickId(answer)).judgement();
    assertThat(judgement.touchClass()).isEqualTo(TouchClass.INVALID);
    assertThat(judgement.verdict()).isEqualTo(Judgement.Verdict.REJECT);
    assertThat(judgement.reason()).isEqualTo("non_human");
    assertThat(judgement.score()).isEqualTo(100);
  }

  @Test
  void whoReportsTooOftenIsToldToWaitAndClicksGoOn() throws Exception {
    String[] page = {"X-Forwarded-For", "203.0.113.240"};
    HttpResponse<String> answer = get("/p.gif?click_id=none", page);
    assertThat(answer.statusCode()).isNotEqualTo(429);
    for (int i = 0; i < 700 && answer.statusCode() != 429; i++) {
      answer = get("/p.gif?click_id=none", page);
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(Long.parseLong(header(answer, "Retry-After"))).isPositive();
    assertThat(header(answer, "RateLimit-Policy")).isEqualTo("\"browser\";q=600;w=60");
    assertThat(header(answer, "RateLimit")).startsWith("\"browser\";r=0;t=");
    assertThat(answer.body()).contains("rate_limited");
    assertThat(count("rate_limited_total")).isPositive();
    assertThat(get("/c/" + CODE, page).statusCode()).isEqualTo(302);
    assertThat(get("/p.gif?click_id=none", "X-Forwarded-For", "203.0.113.241").statusCode())
        .isNotEqualTo(429);
  }

  @Test
  void aSecondClickOfAVisitorIsADuplicateThatMayEarn() throws Exception {
    String[] sender = {"X-Forwarded-For", "203.0.113.77", "Accept-Language", "en"};
    HttpResponse<String> first = get("/c/" + CODE + "?consent=granted", sender);
    assertThat(click(clickId(first)).judgement().touchClass()).isEqualTo(TouchClass.UNIQUE);
    HttpResponse<String> second =
        get(
            "/c/" + CODE + "?consent=granted",
            "X-Forwarded-For",
            "203.0.113.78",
            "Cookie",
            "tb_vid=" + visitor(first));
    Judgement judgement = click(clickId(second)).judgement();
    assertThat(judgement.touchClass()).isEqualTo(TouchClass.DUPLICATE);
    assertThat(judgement.mayEarn()).isTrue();
  }

  @Test
  void clicksBeyondWhatAPersonMakesAreHeldAgainstTheAddress() throws Exception {
    // Whenever the minute ends, there are more than ten in one.
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      ids.add(
          clickId(get("/c/" + CODE, "X-Forwarded-For", "203.0.113.200", "Accept-Language", "en")));
    }
    assertThat(signals(ids.getFirst())).doesNotContain("ip_burst");
    assertThat(
            signals(ids.get(ids.size() / 2 - 1)).contains("ip_burst")
                || signals(ids.getLast()).contains("ip_burst"))
        .isTrue();
  }

  private static List<String> signals(String clickId) throws Exception {
    return click(clickId).judgement().signals().stream().map(Judgement.Signal::id).toList();
  }

  @Test
  void anAffiliatesOwnClicksAreLedOnAndKnown() throws Exception {
    String language = "fr-CA";
    String[] own = {"X-Forwarded-For", "198.51.100.66", "Accept-Language", language};
    publish(
        Topics.IDENTITY_DIRECTORY,
        Sample.AFFILIATE.value(),
        Sample.signIns("198.51.100.66", CHROME, language));
    for (int i = 0;
        i < 200 && !signals(clickId(get("/c/" + CODE, own))).contains("self_click");
        i++) {
      Thread.sleep(50);
    }
    Judgement device = click(clickId(get("/c/" + CODE + "?consent=granted", own))).judgement();
    assertThat(device.signals())
        .contains(new Judgement.Signal("self_click", 80, false, Map.of("same", "device")));
    assertThat(device.touchClass()).isEqualTo(TouchClass.INVALID);
    Judgement withoutConsent =
        click(clickId(get("/c/" + CODE + "?consent=denied", own))).judgement();
    assertThat(withoutConsent.signals())
        .contains(new Judgement.Signal("self_click", 40, false, Map.of("same", "address")));
    assertThat(
            signals(
                clickId(
                    get(
                        "/c/" + CODE + "?consent=granted",
                        "X-Forwarded-For",
                        "198.51.101.66",
                        "Accept-Language",
                        language))))
        .doesNotContain("self_click");
  }

  @Test
  void aKnownVisitorKeepsTheCookieAsItIs() throws Exception {
    HttpResponse<String> first = get("/c/" + CODE);
    HttpResponse<String> second = get("/c/" + CODE, "Cookie", "a=b; tb_vid=" + visitor(first));
    assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(clickId(second)).isNotEqualTo(clickId(first));
    assertThat(click(clickId(second)).visitorId()).isEqualTo(visitor(first));
  }

  @Test
  void aMalformedCookieIsReplaced() throws Exception {
    for (String cookie :
        List.of("tb_vid=", "tb_vid=x", "tb_vid=" + "B".repeat(22), "tb_vid", ";;=")) {
      assertThat(header(get("/c/" + CODE, "Cookie", cookie), "Set-Cookie")).startsWith("tb_vid=");
    }
  }

  @Test
  void whoOptsOutIsNotRememberedNorRecognised() throws Exception {
    String known = visitor(get("/c/" + CODE));
    for (HttpResponse<String> answer :
        List.of(
            get("/c/" + CODE, "Sec-GPC", "1", "Cookie", "tb_vid=" + known),
            get("/c/" + CODE + "?no_track=1", "Cookie", "tb_vid=" + known),
            get("/c/" + CODE, "Cookie", "DNT=1; tb_vid=" + known))) {
      assertThat(answer.statusCode()).isEqualTo(302);
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
      Click click = click(clickId(answer));
      assertThat(click.visitorId()).isNotEqualTo(known);
      assertThat(click.consent()).isEqualTo(Consent.DENIED);
    }
  }

  @Test
  void theCookieIsSecureWhereTheProxySpeaksTls() throws Exception {
    assertThat(header(get("/c/" + CODE, "X-Forwarded-Proto", "https"), "Set-Cookie"))
        .endsWith("; Secure");
  }

  @Test
  void deepLinksStayInside() throws Exception {
    assertThat(
            header(
                get("/c/" + CODE + "?url=https%3A%2F%2Fshop.example%2Fp%2F42%3Fx%3D1"), "Location"))
        .startsWith("https://shop.example/p/42?x=1&click_id=");
    double before = count("deep_links_refused_total");
    for (String url :
        List.of(
            "https%3A%2F%2Fevil.example%2F",
            "https%3A%2F%2Fshop.example%40evil.example",
            "%2F%2Fevil.example",
            "https%3A%2F%2Fshop.example%0d%0aX-Evil:1",
            "https%253A%252F%252Fevil.example",
            "https%3A%2F%2Fevil.example&url=https%3A%2F%2Fshop.example%2F")) {
      HttpResponse<String> answer = get("/c/" + CODE + "?url=" + url);
      assertThat(header(answer, "Location")).startsWith("https://shop.example/landing?src=aff&");
      assertThat(answer.headers().map()).doesNotContainKey("x-evil");
    }
    assertThat(count("deep_links_refused_total")).isEqualTo(before + 6);
  }

  @Test
  void aLinkWorksWithinASecondOfItsCreationAlsoWhenItWasAskedForBefore() throws Exception {
    assertThat(get("/c/fresh1").statusCode()).isEqualTo(404);
    publishLink("link_01K9ZQ4T6R8XJ2M5N7P9S1V3X1", CAMPAIGN, "fresh1");
    long started = System.nanoTime();
    while (get("/c/fresh1").statusCode() != 302) {
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
      Thread.sleep(10);
    }
  }

  @Test
  void aLinkThatDoesNotEarnLeadsToANeutralPageAndItsClickDoesNotCount() throws Exception {
    CampaignId paused = new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3X2");
    publish(Topics.CAMPAIGN_DIRECTORY, paused.value(), campaign(paused, "PAUSED", "paused-token"));
    publishLink("link_01K9ZQ4T6R8XJ2M5N7P9S1V3X2", paused, "paused1");
    HttpResponse<String> answer = untilKnown("/c/paused1?sub1=mine");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).startsWith("text/html");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    Click click = event(Click.class, one -> one.campaignId().equals(paused));
    assertThat(click.subs()).containsEntry("sub1", "mine");
    assertThat(click.judgement().touchClass()).isEqualTo(TouchClass.INVALID);
    assertThat(click.judgement().reason()).isEqualTo("campaign_paused");
    assertThat(click.placement().ext())
        .isEqualTo(Map.of("diverted_by", "campaign_paused", "diverted_to", "neutral_page"));
    assertThat(count("invalid_touches_total", "type", "click", "reason", "campaign_paused"))
        .isEqualTo(1);
    assertThat(get("/i/paused1.gif").statusCode()).isEqualTo(200);
    assertThat(event(Impression.class, one -> one.campaignId().equals(paused)).judgement().reason())
        .isEqualTo("campaign_paused");
  }

  @Test
  void aChangeOfACampaignOrLinkIsSeenWithinASecond() throws Exception {
    CampaignId changing = new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3X4");
    String linkId = "link_01K9ZQ4T6R8XJ2M5N7P9S1V3X4";
    publishTerms(changing, new TrafficSample().page("b", "https://shop.example/b?s={sub1}"));
    publishMembership(changing, "mem_01K9ZQ4T6R8XJ2M5N7P9S1V3X4");
    publishLink(linkId, changing, "changing");
    String path = "/c/changing?sub1=a%20%26b";
    awaitLocation(path, "https://shop.example/landing?src=aff&click_id=");
    publishLink(linkId, changing, "changing", "b", null);
    HttpResponse<String> answer =
        awaitLocation(path, "https://shop.example/b?s=a%20%26b&click_id=");
    assertThat(click(clickId(answer)).placement().urlId()).isEqualTo("b");
    publishTerms(
        changing,
        new TrafficSample()
            .open(null, Instant.EPOCH)
            .fallback("https://shop.example/sorry", null)
            .answer(307, "no-referrer"));
    answer = awaitLocation(path, "https://shop.example/sorry");
    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    publishTerms(changing, new TrafficSample());
    awaitLocation(path, "https://shop.example/landing");
    publishLink(linkId, changing, "changing", null, Instant.EPOCH);
    awaitLocation(path, "https://shop.example/gone");
  }

  @Test
  void campaignAndAffiliateStandForTheFirstLink() throws Exception {
    for (String path :
        List.of(
            "/click?o=" + CAMPAIGN + "&a=" + Sample.AFFILIATE + "&sub_id1=x",
            "/click?offer_id=" + CAMPAIGN + "&pid=" + Sample.AFFILIATE + "&sub1=x",
            "/aff_c?offer_id=" + CAMPAIGN + "&aff_id=" + Sample.AFFILIATE + "&aff_sub=x",
            "/dl.php?t202id=" + CODE + "&c1=x")) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(302);
      Click click = click(clickId(answer));
      assertThat(click.linkId()).isEqualTo(LINK);
      assertThat(click.subs()).as(path).isEqualTo(Map.of("sub1", "x"));
    }
    for (String path :
        List.of(
            "/click",
            "/click?o=" + CAMPAIGN,
            "/click?o=camp&a=aff",
            "/click?o=" + CAMPAIGN + "&a=aff_01K9ZQ4T6R8XJ2M5N7P9S1V3Z9")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void aPrefetchedLinkIsLedOnAndDoesNotCount() throws Exception {
    for (String[] header :
        List.of(
            new String[] {"Sec-Purpose", "prefetch;prerender"},
            new String[] {"Purpose", "prefetch"},
            new String[] {"X-Moz", "prefetch"})) {
      HttpResponse<String> answer = get("/c/" + CODE, header);
      assertThat(header(answer, "Location")).startsWith("https://shop.example/landing");
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
      Click click = click(clickId(answer));
      assertThat(click.judgement().reason()).isEqualTo("prefetch");
      assertThat(click.judgement().mayEarn()).isFalse();
    }
    assertThat(click(clickId(get("/c/" + CODE, "X-Purpose", "preview"))).judgement().reason())
        .isEqualTo("preview");
  }

  @Test
  void whoHasNotDecidedIsRememberedOnlyWhereTheLawAllowsIt() throws Exception {
    String elsewhere = "203.0.113.9";
    HttpResponse<String> undecided = get("/c/" + CODE, "X-Forwarded-For", elsewhere);
    assertThat(undecided.headers().firstValue("Set-Cookie")).isEmpty();
    Click click = click(clickId(undecided));
    assertThat(click.consent()).isEqualTo(Consent.UNKNOWN);
    assertThat(click.client().fingerprint()).isNull();
    for (String parameters :
        List.of("consent=granted", "gcs=G111", "gdpr=0", "gdpr_consent=" + CONSENT_TO_STORAGE)) {
      assertThat(
              header(
                  get("/c/" + CODE + "?" + parameters, "X-Forwarded-For", elsewhere), "Set-Cookie"))
          .as(parameters)
          .startsWith("tb_vid=");
    }
    HttpResponse<String> denied =
        get("/c/" + CODE + "?consent=denied", "Cookie", "tb_vid=" + visitor(get("/c/" + CODE)));
    assertThat(denied.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(click(clickId(denied)).consent()).isEqualTo(Consent.DENIED);
  }

  @Test
  void whereAVisitorIsAndWhatItBrowsesWithIsTold() throws Exception {
    HttpResponse<String> american = get("/c/" + CODE, "X-Forwarded-For", "8.8.8.8");
    Traits traits = click(clickId(american)).client().traits();
    assertThat(traits.country()).isEqualTo("US");
    assertThat(traits.asn()).isEqualTo(15_169);
    assertThat(traits.network()).isEqualTo("data_centre");
    assertThat(traits.device()).isEqualTo("desktop");
    assertThat(traits.browser()).isEqualTo("chrome");
    assertThat(header(american, "Set-Cookie")).startsWith("tb_vid=");
    HttpResponse<String> german = get("/c/" + CODE, "X-Forwarded-For", "91.0.0.1");
    assertThat(click(clickId(german)).client().traits().country()).isEqualTo("DE");
    assertThat(german.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void anOptOutIsKeptUntilItIsTakenBack() throws Exception {
    HttpResponse<String> out = get("/opt-out");
    assertThat(out.statusCode()).isEqualTo(200);
    assertThat(out.body()).contains("You have opted out");
    assertThat(out.headers().allValues("Set-Cookie"))
        .containsExactly(
            "tb_optout=1; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax",
            "tb_vid=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
    HttpResponse<String> click = get("/c/" + CODE + "?consent=granted", "Cookie", "tb_optout=1");
    assertThat(click.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(click(clickId(click)).consent()).isEqualTo(Consent.DENIED);
    assertThat(click(clickId(click)).client().fingerprint()).isNull();
    assertThat(header(get("/opt-in"), "Set-Cookie"))
        .isEqualTo("tb_optout=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
    problem(send(request("/opt-out").POST(BodyPublishers.noBody())), 405, "method_not_allowed");
  }

  @Test
  void aTenantSaysHowItsCookieLooks() throws Exception {
    TrackingTerms base = TrackingTerms.DEFAULT;
    try {
      publishTenant(
          new TrackingTerms(
              true,
              "shop.example",
              Duration.ofDays(30),
              base.unknownConsent(),
              TrackingTerms.Fingerprint.OFF,
              null,
              List.of(),
              base.denied(),
              base.fraud()));
      awaitCookie("tb_vid=[A-Za-z0-9_-]{22}; Max-Age=2592000; Domain=shop\\.example; Path=/; .*");
      assertThat(click(clickId(get("/c/" + CODE))).client().fingerprint()).isNull();
      publishTenant(
          new TrackingTerms(
              false,
              null,
              null,
              base.unknownConsent(),
              base.fingerprint(),
              null,
              List.of(),
              base.denied(),
              base.fraud()));
      awaitCookie("");
      String known = "B".repeat(21) + "A";
      assertThat(click(clickId(get("/c/" + CODE, "Cookie", "tb_vid=" + known))).visitorId())
          .isNotEqualTo(known);
    } finally {
      publishTenant(base);
      awaitCookie("tb_vid=.*");
    }
  }

  @Test
  void anUnknownLinkIsACleanPageAndIsRecorded() throws Exception {
    HttpResponse<String> answer = get("/c/nowhere1?email=anna%40example.org");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(header(answer, "Content-Type")).startsWith("text/html");
    assertThat(answer.body()).contains("<title>Link not found</title>");
    Refused refused = refused(one -> one.raw().startsWith("/c/nowhere1"));
    assertThat(refused.reason()).isEqualTo("unknown_link");
    assertThat(refused.raw()).isEqualTo("/c/nowhere1?email=***");
  }

  @Test
  void aHeadRequestIsNoClick() throws Exception {
    HttpResponse<String> answer =
        send(request("/c/" + CODE).method("HEAD", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(header(answer, "Location")).isEqualTo("https://shop.example/landing?src=aff");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(refused(one -> one.reason().equals("head_request")).tenantId()).isEqualTo(TENANT);
  }

  @Test
  void anImpressionIsInTheLogWhenTheImageIsAnswered() throws Exception {
    HttpResponse<String> answer = get("/i/" + CODE + ".gif");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("image/gif");
    String visitor = visitor(answer);
    assertThat(event(Impression.class, impression -> impression.visitorId().equals(visitor)))
        .isNotNull();
    HttpResponse<String> unknown = get("/i/nowhere2.gif");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(header(unknown, "Content-Type")).isEqualTo("image/gif");
  }

  @Test
  void aPostbackIsInTheLogWhenItIsAnsweredAndItsRepeatAnswersTheSame() throws Exception {
    String clickId = clickId(get("/c/" + CODE));
    String query =
        "?token=%s&click_id=%s&event=purchase&order_id=o-1&amount=100.01&currency=USD"
            .formatted(TOKEN, clickId);
    HttpResponse<String> first = get("/postback" + query);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(header(first, "Content-Type")).isEqualTo("application/json");
    Map<?, ?> body = json(first);
    assertThat(body.get("status")).isEqualTo("accepted");
    String conversionId = String.valueOf(body.get("conversion_id"));
    assertThat(json(get("/postback" + query)).get("conversion_id")).isEqualTo(conversionId);
    assertThat(
            json(post(
                    "/postback",
                    "application/x-www-form-urlencoded; charset=utf-8",
                    query.substring(1)))
                .get("conversion_id"))
        .isEqualTo(conversionId);
    assertThat(
            json(post(
                    "/postback?token=" + TOKEN,
                    "application/json",
                    """
                    {"click_id": "%s", "order_id": "o-1", "amount": 100.01}
                    """
                        .formatted(clickId)))
                .get("conversion_id"))
        .isEqualTo(conversionId);
    List<ConversionReceived> received =
        events(ConversionReceived.class).stream()
            .filter(event -> event.conversionId().value().equals(conversionId))
            .toList();
    assertThat(received).hasSize(4);
    assertThat(received).extracting(ConversionReceived::eventId).doesNotHaveDuplicates();
    assertThat(received)
        .extracting(ConversionReceived::visitorId)
        .containsOnly(click(clickId).visitorId());
    assertThat(received).extracting(event -> event.amount().minor()).containsOnly(10_001L);
  }

  @Test
  void otherSystemsPostbacksAreTakenAtTheirOwnAddresses() throws Exception {
    String clickId = clickId(get("/c/" + CODE));
    HttpResponse<String> keitaro =
        get(
            "/compat/keitaro/%s/postback?subid=%s&status=lead&tid=k-1&return=OK"
                .formatted(TOKEN, clickId));
    assertThat(keitaro.statusCode()).as(keitaro.body()).isEqualTo(200);
    assertThat(keitaro.body()).isEqualTo("OK");
    assertThat(header(keitaro, "Content-Type")).startsWith("text/plain");
    ConversionReceived lead = event(ConversionReceived.class, one -> "k-1".equals(one.orderId()));
    assertThat(lead.report().dialect()).isEqualTo("keitaro");
    assertThat(lead.report().status()).isEqualTo("lead");
    Map<?, ?> rejected =
        json(
            get(
                "/compat/keitaro/%s/postback?subid=%s&status=rejected&tid=k-1"
                    .formatted(TOKEN, clickId)));
    assertThat(rejected.get("effect")).isEqualTo("taken_back");
    assertThat(rejected.get("conversion_id")).isEqualTo(lead.conversionId().value());
    RefundReceived back =
        event(RefundReceived.class, one -> one.conversionId().equals(lead.conversionId()));
    assertThat(back.refundId()).isEqualTo("status:rejected");
    assertThat(back.visitorId()).isEqualTo(lead.visitorId());
    HttpResponse<String> image =
        get("/compat/cake/p.ashx?f=img&t=c-1&token=%s&r=%s".formatted(TOKEN, clickId));
    assertThat(header(image, "Content-Type")).isEqualTo("image/gif");
    problem(get("/compat/tune/aff_lsr?transaction_id=" + clickId), 401, "missing_token");
    problem(get("/compat/tune/elsewhere"), 404, "not_found");
    problem(send(request("/compat/tune/aff_lsr").DELETE()), 405, "method_not_allowed");
    assertThat(refused(one -> one.source().equals("compat")).reason()).isEqualTo("missing_token");
  }

  @Test
  void aPostbackInJsonCarriesItemsAndBindsItsCustomer() throws Exception {
    String clickId = clickId(get("/c/" + CODE));
    HttpResponse<String> answer =
        post(
            "/postback?token=" + TOKEN,
            "application/json",
            """
            {"click_id": "%s", "order_id": "items-1", "amount": 20, "customer_id": "cust-1",
             "email": "Anna@Example.org", "payout": 3, "adv1": "mine",
             "items": [{"sku": "a", "quantity": 2, "unit_price": 7.5}, {"sku": "b", "unit_price": "5"}]}
            """
                .formatted(clickId));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("override_not_allowed");
    ConversionReceived event =
        event(ConversionReceived.class, one -> "items-1".equals(one.orderId()));
    assertThat(event.report().items()).hasSize(2);
    assertThat(event.report().emailHash()).hasSize(43);
    assertThat(EventJson.mapper().writeValueAsString(event)).doesNotContainIgnoringCase("anna");
    Identified binding = event(Identified.class, one -> "cust-1".equals(one.customerId()));
    assertThat(binding.visitorId()).isEqualTo(event.visitorId());
    problem(
        post(
            "/postback?token=" + TOKEN,
            "application/json",
            "{\"click_id\": \"%s\", \"items\": [{\"sku\": \"\"}]}".formatted(clickId)),
        422,
        "required");
    problem(
        post("/postback?token=" + TOKEN, "application/json", "{\"items\": [[1]]}"),
        400,
        "malformed_json");
  }

  @Test
  void anEventThatIsTooLargeIsRefusedAlone() throws Exception {
    String large = "x".repeat(32 * 1024);
    HttpResponse<String> answer =
        events(
            """
            {"sent_at": "nonsense", "events": [{"type": "click", "link_code": "%s", "note": "%s"},
              {"type": "click", "link_code": "%s", "event_id": "small"}]}
            """
                .formatted(CODE, large, CODE));
    assertThat(answer.statusCode()).isEqualTo(202);
    List<?> results = (List<?>) json(answer).get("results");
    assertThat(results.get(0).toString()).contains("event_too_large");
    assertThat(results.get(1).toString())
        .contains("status=accepted", "field=sent_at, code=invalid_time");
    assertThat(count("tracking_warnings_total", "reason", "invalid_time")).isPositive();
  }

  @Test
  void aPixelFindsItsVisitorByTheCookie() throws Exception {
    String visitor = visitor(get("/c/" + CODE));
    HttpResponse<String> answer =
        get(
            "/p.gif?campaign_id=%s&order_id=pixel-1&amount=5".formatted(CAMPAIGN),
            "Cookie",
            "tb_vid=" + visitor);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("image/gif");
    ConversionReceived event =
        event(ConversionReceived.class, one -> "pixel-1".equals(one.orderId()));
    assertThat(event.visitorId()).isEqualTo(visitor);
    assertThat(event.channel()).isEqualTo(ConversionReceived.Channel.PIXEL);
    HttpResponse<String> refused = get("/p.gif?order_id=pixel-2");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(header(refused, "Content-Type")).isEqualTo("image/gif");
    assertThat(header(refused, "X-Refused")).isEqualTo("required");
  }

  @Test
  void aBatchAnswersPerEventAndOneBadEventDoesNotSinkTheOthers() throws Exception {
    String clickId = clickId(get("/c/" + CODE));
    HttpResponse<String> answer =
        events(
            """
            {"events": [
              {"type": "conversion", "event_id": "e1", "event": "purchase", "campaign_id": "%s",
               "click_id": "%s", "order_id": "api-1", "amount": "25.00", "currency": "USD"},
              {"type": "conversion", "event_id": "e2", "amount": "25.00", "email": "anna@example.org"},
              {"type": "click", "link_code": "%s"}]}
            """
                .formatted(CAMPAIGN, clickId, CODE));
    assertThat(answer.statusCode()).isEqualTo(202);
    List<?> results = (List<?>) json(answer).get("results");
    Map<?, ?> good = (Map<?, ?>) results.get(0);
    assertThat(good.get("status")).isEqualTo("accepted");
    assertThat(good.get("event_id")).isEqualTo("e1");
    String conversionId = String.valueOf(good.get("conversion_id"));
    Map<?, ?> bad = (Map<?, ?>) results.get(1);
    assertThat(bad.get("status")).isEqualTo("refused");
    assertThat(bad.get("errors").toString()).contains("field=campaign_id", "code=required");
    Map<?, ?> click = (Map<?, ?>) results.get(2);
    assertThat(click.get("index")).isEqualTo(2);
    assertThat(click(String.valueOf(click.get("click_id"))).visitorId())
        .isEqualTo(click.get("visitor_id"));
    ConversionReceived event =
        event(ConversionReceived.class, one -> one.conversionId().value().equals(conversionId));
    assertThat(event.eventId()).isEqualTo("e1");
    assertThat(event.channel()).isEqualTo(ConversionReceived.Channel.API);
    Refused refused = refused(one -> one.source().equals("events") && one.raw().contains("\"e2\""));
    assertThat(refused.tenantId()).isEqualTo(TENANT);
    assertThat(refused.raw()).doesNotContain("anna").contains("\"email\":\"***\"");
  }

  @Test
  void aBatchThatCannotBeReadIsAProblem() throws Exception {
    problem(events("{not json"), 400, "malformed_json");
    problem(events(""), 400, "malformed_json");
    problem(events("[]"), 400, "invalid_batch");
    problem(events("{\"events\": {}}"), 400, "invalid_batch");
    problem(events("null"), 400, "invalid_batch");
    problem(events("[".repeat(100_000)), 400, "malformed_json");
    problem(events("{\"events\": [" + "{},".repeat(500) + "{}]}"), 413, "too_many_events");
    problem(events("{\"x\": \"" + "a".repeat(1024 * 1024) + "\"}"), 413, "body_too_large");
    problem(
        send(
            request("/v1/events", "Authorization", "Bearer " + KEY, "Content-Type", "text/xml")
                .POST(BodyPublishers.ofString("<a/>"))),
        415,
        "unsupported_media_type");
    assertThat(events("{\"events\": []}").statusCode()).isEqualTo(202);
    assertThat(refused(one -> one.reason().equals("malformed_json")).source()).isEqualTo("events");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Basic abc",
        "",
        "Bearer ",
        "bearer trb_live_",
        "Bearer trb_live_abcDEF123456_8Qm2ZxK9pTf4LwBv8RcYh1NjE6sUa306qu1K"
      })
  void aWrongKeyIsNotLetIn(String authorization) throws Exception {
    HttpResponse<String> answer =
        send(
            request(
                    "/v1/events",
                    "Authorization",
                    authorization,
                    "Content-Type",
                    "application/json")
                .POST(BodyPublishers.ofString("{\"events\": []}")));
    problem(answer, 401, "invalid_api_key");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void wrongPostbacksAreProblemsWithAReasonAndAreRecordedWithoutTheToken() throws Exception {
    String clickId = clickId(get("/c/" + CODE));
    String valid = "/postback?order_id=bad-1&click_id=" + clickId + "&token=" + TOKEN;
    problem(get(valid + "&amount=12.345"), 422, "invalid_amount");
    problem(get(valid + "&amount=-1"), 422, "invalid_amount");
    problem(get(valid + "&amount=abc"), 422, "invalid_amount");
    problem(get(valid + "&currency=XXQ"), 422, "unknown_currency");
    problem(get(valid + "&currency=EUR"), 422, "wrong_currency");
    problem(get("/postback?click_id=forged&token=" + TOKEN), 422, "invalid_click_id");
    problem(get("/postback?click_id=" + clickId + "&token=nope"), 403, "invalid_token");
    problem(get("/postback?click_id=" + clickId), 401, "missing_token");
    problem(get("/postback?%ff=&&&=&token=%ff"), 403, "invalid_token");
    problem(post("/postback", "application/json", "{not json"), 400, "malformed_json");
    problem(post("/postback", "application/json", "[1]"), 400, "malformed_json");
    problem(post("/postback", "application/json", "{\"a\": {\"b\": 1}}"), 400, "malformed_json");
    problem(post("/postback", "text/xml", "<a/>"), 415, "unsupported_media_type");
    problem(
        post("/postback", "application/x-www-form-urlencoded", "a=" + "b".repeat(100_000)),
        413,
        "body_too_large");
    Refused refused = refused(one -> one.reason().equals("wrong_currency"));
    assertThat(refused.tenantId()).isEqualTo(TENANT);
    assertThat(refused.problems()).extracting(Refused.Problem::field).containsExactly("currency");
    assertThat(refused.raw()).contains("order_id=bad-1", "token=***").doesNotContain(TOKEN);
    assertThat(count("tracking_refused_total", "reason", "wrong_currency")).isEqualTo(1);
  }

  @Test
  void textThatIsNoTextNeverMeetsABug() throws Exception {
    String smiles = "%F0%9F%98%80".repeat(200);
    HttpResponse<String> answer =
        get("/c/" + CODE + "?sub1=x" + smiles + "&sub2=%ED%A0%80&sub3=%00%ff&source=" + smiles);
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(click(clickId(answer)).subs().get("sub1")).hasSize(255);
    assertThat(get("/c/nowhere3?x=a" + smiles.repeat(4)).statusCode()).isEqualTo(404);
    HttpResponse<String> batch =
        events(
            """
            {"events": [{"type": "conversion", "event_id": "\\ud800", "campaign_id": "%s",
              "coupon": "\\udc00x", "customer_id": "\\u0000"},
             {"type": "click", "link_code": "%s", "event_id": "e\\ud800", "user_agent": "\\ud83d\\u0000"}]}
            """
                .formatted(CAMPAIGN, CODE));
    assertThat(batch.statusCode()).as(batch.body()).isEqualTo(202);
    assertThat(batch.body()).contains("invalid_characters");
    assertThat(refused(one -> one.raw().contains("\ufffdx")).source()).isEqualTo("events");
    problem(
        post("/postback", "application/json", "{\"token\": \"\\ud800\"}"), 403, "invalid_token");
  }

  @Test
  void whatIsNotThereIsAProblem() throws Exception {
    problem(get("/"), 404, "not_found");
    problem(get("/c/"), 404, "not_found");
    problem(get("/c/a/b"), 404, "not_found");
    problem(get("/i/.gif"), 404, "not_found");
    problem(send(request("/c/" + CODE).POST(BodyPublishers.noBody())), 405, "method_not_allowed");
    problem(send(request("/postback").DELETE()), 405, "method_not_allowed");
    problem(get("/v1/events"), 405, "method_not_allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /c/\0 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /c/%zz?%=&url=%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://[::1 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /postback?a=\u00e9 HTTP/1.1\r\nHost: a\r\nCookie: \u00e9;=;;tb_vid\r\n\r\n",
        "GET /c/Ab3dE5 HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ,,[:,%%\r\n\r\n",
        "POST /postback HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST /postback HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "BREW /c/Ab3dE5 HTTP/1.1\r\nHost: a\r\n\r\n",
        "nonsense\r\n\r\n"
      })
  void brokenRequestsNeverMeetABug(String raw) throws Exception {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).doesNotContain("HTTP/1.1 5").doesNotContain("Exception");
    } catch (IOException e) {
      assertThat(e).as("the connection was closed").isNotNull();
    }
    assertThat(get("/c/" + CODE).statusCode()).isEqualTo(302);
  }

  @Test
  void anOverlongRequestLineIsRefused() throws Exception {
    assertThat(get("/c/" + CODE + "?sub1=" + "x".repeat(20_000)).statusCode()).isEqualTo(414);
  }

  @Test
  void theRoleIsReadyWhenItsDirectoriesAreLoaded() {
    assertThat(context.getBeansOfType(ReadinessCheck.class).values())
        .hasSize(2)
        .allMatch(check -> check.role().equals("tracking"))
        .allMatch(ReadinessCheck::ready);
  }

  // The other side of HTTP

  private static HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(edge + path.replace("\"", "%22")))
            .timeout(Duration.ofSeconds(10))
            .header("User-Agent", CHROME);
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers).GET());
  }

  private static HttpResponse<String> post(String path, String type, String body) throws Exception {
    return send(request(path, "Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> events(String body) throws Exception {
    return send(
        request("/v1/events", "Authorization", "Bearer " + KEY, "Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static void problem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    Map<?, ?> body = json(answer);
    assertThat(body.get("code")).isEqualTo(code);
    assertThat(body.get("status")).isEqualTo(status);
    assertThat(body.get("title")).isInstanceOf(String.class);
  }

  private static Map<?, ?> json(HttpResponse<String> answer) {
    return EventJson.mapper().readValue(answer.body(), Map.class);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String clickId(HttpResponse<String> answer) {
    String location = header(answer, "Location");
    return location.substring(location.indexOf("click_id=") + "click_id=".length());
  }

  private static String visitor(HttpResponse<String> answer) {
    String cookie = header(answer, "Set-Cookie");
    return cookie.substring("tb_vid=".length(), cookie.indexOf(';'));
  }

  private static double count(String name, String... tags) {
    return context.getBean(MeterRegistry.class).find(name).tags(tags).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  // The other side of Kafka

  private static CampaignSnapshot campaign(CampaignId id, String status, String token) {
    return Sample.campaign(id, TENANT, CampaignSnapshot.Status.valueOf(status), token);
  }

  private static void publishTenant(TrackingTerms terms) {
    publish(Topics.IDENTITY_DIRECTORY, TENANT.value(), new TenantSnapshot(TENANT, "Sample", terms));
  }

  private static void publishTerms(CampaignId id, TrafficSample terms) {
    publish(
        Topics.CAMPAIGN_DIRECTORY,
        id.value(),
        terms.campaign(id, CampaignSnapshot.Status.ACTIVE, "token of " + id));
  }

  private static void publishMembership(CampaignId campaign, String id) {
    publish(
        Topics.AFFILIATE_DIRECTORY,
        id,
        new MembershipSnapshot(
            new MembershipId(id),
            TENANT,
            campaign,
            Sample.AFFILIATE,
            MembershipSnapshot.Status.APPROVED,
            Sample.NOW));
  }

  private static void publishLink(String id, CampaignId campaign, String code) {
    publishLink(id, campaign, code, null, null);
  }

  private static void publishLink(
      String id, CampaignId campaign, String code, String urlId, Instant expiresAt) {
    publish(
        Topics.CAMPAIGN_DIRECTORY,
        id,
        new LinkSnapshot(
            new LinkId(id),
            TENANT,
            campaign,
            Sample.AFFILIATE,
            code,
            urlId,
            expiresAt,
            expiresAt == null ? null : "https://shop.example/gone",
            false));
  }

  private static HttpResponse<String> untilKnown(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    for (int i = 0; i < 100 && answer.statusCode() == 404; i++) {
      Thread.sleep(20);
      answer = get(path);
    }
    return answer;
  }

  /** Within a second: so soon a change must be seen. */
  private static HttpResponse<String> awaitLocation(String path, String start) throws Exception {
    return await(path, answer -> header(answer, "Location").startsWith(start));
  }

  private static void awaitCookie(String pattern) throws Exception {
    await("/c/" + CODE, answer -> header(answer, "Set-Cookie").matches(pattern));
  }

  private static HttpResponse<String> await(String path, Predicate<HttpResponse<String>> wanted)
      throws Exception {
    long started = System.nanoTime();
    while (true) {
      HttpResponse<String> answer = get(path);
      if (wanted.test(answer)) {
        return answer;
      }
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .as("%s %s", answer.statusCode(), answer.headers().map())
          .isLessThan(Duration.ofSeconds(1));
      Thread.sleep(10);
    }
  }

  private static <V> void publish(Topic<V> topic, String key, V value) {
    producer.send(topic, key, value).join();
  }

  private static Click click(String clickId) {
    return event(Click.class, click -> click.clickId().equals(clickId));
  }

  private static <E extends TrackingEvent> E event(Class<E> type, Predicate<E> wanted) {
    return events(type).stream().filter(wanted).findFirst().orElseThrow();
  }

  /** All of a type in the log: what was answered must be there at once. */
  private static <E extends TrackingEvent> List<E> events(Class<E> type) {
    List<E> found = new ArrayList<>();
    for (ConsumerRecord<String, TrackingEvent> record : eventLog.upToNow()) {
      assertThat(record.key()).isEqualTo(record.value().visitorId());
      if (type.isInstance(record.value())) {
        found.add(type.cast(record.value()));
      }
    }
    return found;
  }

  /** Refusals do not hold up the answer: they are given two seconds. */
  private static Refused refused(Predicate<Refused> wanted) throws InterruptedException {
    for (int i = 0; i < 40; i++) {
      for (ConsumerRecord<String, Refused> record : refusalLog.upToNow()) {
        if (wanted.test(record.value())) {
          assertThat(record.key()).isEqualTo(record.value().source());
          return record.value();
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not on tracking.refused");
  }
}
