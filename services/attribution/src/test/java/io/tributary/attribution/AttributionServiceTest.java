package io.tributary.attribution;

import static io.tributary.attribution.testing.Events.ADVERTISER;
import static io.tributary.attribution.testing.Events.CAMPAIGN;
import static io.tributary.attribution.testing.Events.TENANT;
import static io.tributary.attribution.testing.Events.affiliate;
import static io.tributary.attribution.testing.Events.affiliateEntry;
import static io.tributary.attribution.testing.Events.campaign;
import static io.tributary.attribution.testing.Events.click;
import static io.tributary.attribution.testing.Events.conversion;
import static io.tributary.attribution.testing.Events.conversionId;
import static io.tributary.attribution.testing.Events.link;
import static io.tributary.attribution.testing.Events.membershipEntry;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.ops.ReadinessCheck;
import io.tributary.platform.security.Role;
import io.tributary.platform.testing.Client;
import io.tributary.platform.testing.Client.Answer;
import io.tributary.platform.testing.TestService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The role in a process of its own, from the event log to the API, over real servers. */
class AttributionServiceTest {

  private static final IdSource IDS = IdSource.system();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AdvertiserId OTHER_ADVERTISER =
      AdvertiserId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3XX");

  private static TestService service;
  private static WebApplicationContext app;
  private static MockMvc api;

  private final Client admin = client(TENANT, Role.ADMIN, Map.of());
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final ConversionId id = ConversionId.of(IDS.next());

  @BeforeAll
  static void start(@TempDir Path stateDir) throws Exception {
    service =
        TestService.start(
            AttributionService.class,
            Map.of(
                "tributary.attribution.state-dir",
                stateDir.resolve("state").toString(),
                "tributary.attribution.click-wait",
                "1s"));
    app = (WebApplicationContext) service.context();
    api = MockMvcBuilders.webAppContextSetup(app).build();
    EventProducer producer = app.getBean(EventProducer.class);
    producer
        .send(
            Topics.CAMPAIGN_DIRECTORY,
            CAMPAIGN.value(),
            campaign(Model.LINEAR, Duration.ofDays(30), Duration.ofDays(1)))
        .get(10, TimeUnit.SECONDS);
    for (char letter : new char[] {'a', 'b'}) {
      var affiliate = affiliateEntry(letter, AffiliateSnapshot.Status.APPROVED);
      var membership = membershipEntry(letter, MembershipSnapshot.Status.APPROVED);
      producer
          .send(Topics.AFFILIATE_DIRECTORY, affiliate.affiliateId().value(), affiliate)
          .get(10, TimeUnit.SECONDS);
      producer
          .send(Topics.AFFILIATE_DIRECTORY, membership.membershipId().value(), membership)
          .get(10, TimeUnit.SECONDS);
    }
    until("ready", AttributionServiceTest::isReady);
  }

  @AfterAll
  static void stop() {
    long started = System.nanoTime();
    service.close();
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void clicksAndAConversionBecomeReadableWithCreditsAndTrace() {
    String order = IDS.next();
    send(click('a', now.minusSeconds(60), "click-a-" + order));
    send(click('b', now.minusSeconds(30), "click-b-" + order));
    send(conversion("e-" + order, id, now, now, 10_001, "click-b-" + order, false));
    Answer answer = decided(admin, conversion -> true);
    var body = answer.body();
    assertThat(body.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "status",
            "revision",
            "campaign_id",
            "event",
            "order_id",
            "amount",
            "currency",
            "occurred_at",
            "decided_at",
            "model",
            "customer_id",
            "cause",
            "match_key",
            "terms_version",
            "model_version",
            "credits",
            "trace",
            "reason",
            "refunded_amount",
            "duplicates");
    assertThat(body.path("id").asString()).isEqualTo(id.value());
    assertThat(body.path("status").asString()).isEqualTo("attributed");
    assertThat(body.path("amount").asLong()).isEqualTo(10_001);
    assertThat(body.path("model").asString()).isEqualTo("linear");
    assertThat(Instant.parse(body.path("occurred_at").asString())).isEqualTo(now);
    var credit = body.path("credits").get(0);
    assertThat(credit.path("affiliate_id").asString()).isEqualTo(affiliate('a').value());
    assertThat(credit.path("link_id").asString()).isEqualTo(link('a').value());
    assertThat(credit.path("touch").asString()).isEqualTo("click");
    assertThat(credit.path("ppm").asInt()).isEqualTo(500_000);
    assertThat(body.path("trace").get(0).path("outcome").asString()).isEqualTo("click_id");
    assertThat(app.getBean(MeterRegistry.class).get("time_to_attribute_seconds").timer().count())
        .isPositive();

    send(conversion("again-" + order, id, now, now, 10_001, "click-b-" + order, false));
    decided(admin, conversion -> conversion.body().path("duplicates").asInt() == 1);
    assertThat(admin.get("conversions?affiliate_id=" + affiliate('a')).data("id"))
        .contains(id.value());
    assertThat(admin.get("conversions?status=rejected").data("id")).doesNotContain(id.value());
    assertThat(admin.get("conversions?status=nonsense").status()).isEqualTo(422);

    whoIsConcernedSeesIt();
  }

  private void whoIsConcernedSeesIt() {
    Client anna = client(TENANT, Role.AFFILIATE, Map.of("affiliate_id", affiliate('a').value()));
    Answer hers = anna.get("conversions/" + id);
    assertThat(hers.body().path("credits")).hasSize(1);
    assertThat(hers.body().path("trace").toString())
        .contains(affiliate('a').value())
        .doesNotContain(affiliate('b').value());
    assertThat(anna.get("conversions?affiliate_id=" + affiliate('b')).data("id")).isEmpty();
    assertThat(anna.get("conversions").data("id")).contains(id.value());
    Client carl = client(TENANT, Role.AFFILIATE, Map.of("affiliate_id", affiliate('c').value()));
    assertThat(carl.get("conversions/" + id).status()).isEqualTo(404);
    Client merchant = client(TENANT, Role.ADVERTISER, Map.of("advertiser_id", ADVERTISER.value()));
    assertThat(merchant.get("conversions/" + id).status()).isEqualTo(200);
    Client other =
        client(TENANT, Role.ADVERTISER, Map.of("advertiser_id", OTHER_ADVERTISER.value()));
    assertThat(other.get("conversions/" + id).status()).isEqualTo(404);
    Client stranger = client(TenantId.of(IDS.next()), Role.ADMIN, Map.of());
    Answer hidden = stranger.get("conversions/" + id);
    Answer missing = admin.get("conversions/" + unknown());
    assertThat(hidden.status()).isEqualTo(missing.status()).isEqualTo(404);
    assertThat(hidden.body()).isEqualTo(missing.body());
    assertThat(admin.get("conversions/nonsense").status()).isEqualTo(404);
    assertThat(anna.post("conversions/" + id + "/refunds", "{'refund_id':'r','amount':1}").status())
        .isEqualTo(403);
  }

  @Test
  void refundsAreCheckedRecordedOnceAndShown() {
    send(conversion("e-" + id, id, now, now, 10_000, null, false));
    decided(admin, conversion -> true);
    String path = "conversions/" + id + "/refunds";
    assertThat(admin.post(path, "{'amount':1}").status()).isEqualTo(422);
    assertThat(admin.post(path, "{'refund_id':'r1','amount':0}").status()).isEqualTo(422);
    assertThat(admin.post(path, "{'refund_id':'r1','amount':10001}").status()).isEqualTo(422);
    assertThat(admin.post(path, "{'refund_id':'r1','amount':5,'currency':'EUR'}").status())
        .isEqualTo(422);
    assertThat(
            admin
                .post("conversions/" + unknown() + "/refunds", "{'refund_id':'r1','amount':1}")
                .status())
        .isEqualTo(404);
    for (int i = 0; i < 2; i++) {
      Answer taken = admin.post(path, "{'refund_id':'r1','amount':4000,'reason':'returned'}");
      assertThat(taken.status()).isEqualTo(202);
      assertThat(taken.body().toString())
          .isEqualTo("{\"refund_id\":\"r1\",\"status\":\"accepted\"}");
      decided(admin, conversion -> conversion.body().path("refunded_amount").asInt() == 4_000);
    }
    assertThat(admin.post(path, "{'refund_id':'r2','amount':6001}").status()).isEqualTo(422);
    assertThat(admin.post(path, "{'refund_id':'r2','amount':6000}").status()).isEqualTo(202);
    decided(admin, conversion -> conversion.body().path("refunded_amount").asInt() == 10_000);
  }

  @Test
  void aConversionWhoseClickNeverComesIsDecidedAfterItsWait() {
    send(conversion("e-" + id, id, now, now, 100, "never-" + id, false));
    Answer answer = decided(admin, conversion -> true);
    assertThat(answer.body().path("trace").get(0).path("outcome").asString())
        .isEqualTo("click_unseen");
  }

  private Answer decided(Client client, Predicate<Answer> enough) {
    until(
        "decision of " + id,
        () -> {
          Answer answer = client.get("conversions/" + id);
          return answer.status() == 200 && enough.test(answer);
        });
    return client.get("conversions/" + id);
  }

  private static void send(TrackingEvent event) {
    app.getBean(EventProducer.class).send(Topics.TRACKING_EVENTS, event.visitorId(), event).join();
  }

  private static String unknown() {
    return conversionId('q').value();
  }

  private static boolean isReady() {
    return app.getBeansOfType(ReadinessCheck.class).values().stream()
        .allMatch(ReadinessCheck::ready);
  }

  private static void until(String what, BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as(what).isBefore(end);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Client client(TenantId tenant, Role role, Map<String, Object> claims) {
    return new Client(api, tenant, role, claims);
  }
}
