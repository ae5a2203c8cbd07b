package io.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.directory.TenantSnapshot;
import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.ApiKeyId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.MembershipId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.Consent;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import io.tributary.contract.tracking.PageViewed;
import io.tributary.contract.tracking.Report;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.testing.TestKafka;
import io.tributary.platform.testing.TestPlatform;
import io.tributary.tracking.TrackingService;
import io.tributary.tracking.web.EdgeServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The script in a browser, on pages of an advertiser's site, with the edge and its Kafka behind it:
 * what the pages reported is on the topic, each order once.
 */
class ScriptBrowserTest {

  private static final Instant NOW = Instant.parse("2026-11-03T10:15:30Z");
  private static final TenantId TENANT = new TenantId("ten_01K9ZQ4T6R8XJ2M5N7P9S1V3Z0");
  private static final CampaignId CAMPAIGN = new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3Z1");
  private static final AffiliateId AFFILIATE = new AffiliateId("aff_01K9ZQ4T6R8XJ2M5N7P9S1V3Z2");
  private static final String CODE = "Sdk4Browser";
  private static final String PUBLIC_ID = "browserKEY12";

  /** Of a tenant that wants no fingerprints. */
  private static final TenantId PLAIN_TENANT = new TenantId("ten_01K9ZQ4T6R8XJ2M5N7P9S1V3Z8");

  private static final Set<TenantId> OWN = Set.of(TENANT, PLAIN_TENANT);
  private static final String PLAIN_PUBLIC_ID = "plainKEY1234";

  @Test
  void whatPagesReportArrivesOnce(@TempDir Path data) throws IOException, InterruptedException {
    TestKafka.provision();
    int site = freePort();
    publish(site);
    try (ConfigurableApplicationContext edge = start(data)) {
      BrowserRun.passes(
          "sdk/js",
          Map.of(
              "TRIBUTARY_EDGE",
              "http://127.0.0.1:" + edge.getBean(EdgeServer.class).port(),
              "TRIBUTARY_PAGE_KEY",
              "pk_live_" + PUBLIC_ID,
              "TRIBUTARY_PLAIN_KEY",
              "pk_live_" + PLAIN_PUBLIC_ID,
              "TRIBUTARY_CAMPAIGN",
              CAMPAIGN.value(),
              "TRIBUTARY_CODE",
              CODE,
              "TRIBUTARY_SITE_PORT",
              Integer.toString(site)));
    }

    List<ConversionReceived> orders = events(ConversionReceived.class);
    assertThat(orders.stream().map(ConversionReceived::orderId))
        .containsExactlyInAnyOrder(
            "followed", "early", "direct", "leaving", "outage", "next-page", "no-consent");
    assertThat(orders)
        .allSatisfy(
            order -> {
              assertThat(order.channel()).isEqualTo(Channel.SCRIPT);
              assertThat(order.report().trust()).isEqualTo(Report.Trust.LOW);
              assertThat(order.clickId() == null).isEqualTo("early".equals(order.orderId()));
            });
    assertThat(events(Click.class))
        .anySatisfy(
            click -> {
              assertThat(click.placement().direct()).isTrue();
              assertThat(click.subs()).isEqualTo(Map.of("sub1", "direct"));
              assertThat(click.consent()).isEqualTo(Consent.GRANTED);
            })
        .anySatisfy(click -> assertThat(click.consent()).isEqualTo(Consent.DENIED));

    // Of headers alone the two would be different.
    assertThat(fingerprints("granted-en"))
        .doesNotContainNull()
        .containsAnyElementsOf(fingerprints("granted-fr"));
    assertThat(fingerprints("denied")).isNotEmpty().containsOnlyNulls();
    assertThat(fingerprints("plain")).isNotEmpty().containsOnlyNulls();
  }

  /** Of the pages that were viewed below that path. */
  private static List<String> fingerprints(String path) {
    return events(PageViewed.class).stream()
        .filter(page -> page.url().endsWith("/fingerprint/" + path))
        .map(page -> page.client().fingerprint())
        .toList();
  }

  private static ConfigurableApplicationContext start(Path data) {
    return new SpringApplicationBuilder(TrackingService.class, TestPlatform.class)
        .web(WebApplicationType.NONE)
        .properties(
            "tributary.kafka.bootstrap-servers=" + TestKafka.connection().bootstrapServers(),
            "tributary.tracking.port=0",
            "tributary.tracking.data-dir=" + data,
            "tributary.tracking.click-keys=k1:" + Base64.getEncoder().encodeToString(new byte[32]))
        .run();
  }

  private static void publish(int site) {
    try (EventProducer producer = new EventProducer(TestKafka.connection(), "script-browser")) {
      LinkId link = new LinkId("link_01K9ZQ4T6R8XJ2M5N7P9S1V3Z3");
      MembershipId membership = new MembershipId("mem_01K9ZQ4T6R8XJ2M5N7P9S1V3Z5");
      ApiKeyId key = new ApiKeyId("key_01K9ZQ4T6R8XJ2M5N7P9S1V3Z7");
      producer.send(Topics.CAMPAIGN_DIRECTORY, CAMPAIGN.value(), campaign(site)).join();
      producer
          .send(
              Topics.CAMPAIGN_DIRECTORY,
              link.value(),
              new LinkSnapshot(link, TENANT, CAMPAIGN, AFFILIATE, CODE, null, null, null, false))
          .join();
      producer
          .send(
              Topics.AFFILIATE_DIRECTORY,
              AFFILIATE.value(),
              new AffiliateSnapshot(
                  AFFILIATE,
                  TENANT,
                  "Anna",
                  "anna@example.org",
                  AffiliateSnapshot.Status.APPROVED,
                  null,
                  1,
                  NOW))
          .join();
      producer
          .send(
              Topics.AFFILIATE_DIRECTORY,
              membership.value(),
              new MembershipSnapshot(
                  membership, TENANT, CAMPAIGN, AFFILIATE, MembershipSnapshot.Status.APPROVED, NOW))
          .join();
      publishKey(producer, key, TENANT, PUBLIC_ID);
      ApiKeyId plain = new ApiKeyId("key_01K9ZQ4T6R8XJ2M5N7P9S1V3Z9");
      publishKey(producer, plain, PLAIN_TENANT, PLAIN_PUBLIC_ID);
      producer
          .send(
              Topics.IDENTITY_DIRECTORY,
              PLAIN_TENANT.value(),
              new TenantSnapshot(PLAIN_TENANT, "Plain", withoutFingerprint()))
          .join();
    }
  }

  private static void publishKey(
      EventProducer producer, ApiKeyId key, TenantId tenant, String publicId) {
    producer
        .send(
            Topics.IDENTITY_DIRECTORY,
            key.value(),
            new ApiKeySnapshot(
                key,
                tenant,
                ApiKeySnapshot.Kind.PUBLISHABLE,
                publicId,
                "",
                Set.of(),
                Set.of("*.acme.localhost"),
                false))
        .join();
  }

  private static TrackingTerms withoutFingerprint() {
    TrackingTerms usual = TrackingTerms.DEFAULT;
    return new TrackingTerms(
        usual.cookies(),
        usual.cookieDomain(),
        usual.cookieLife(),
        usual.unknownConsent(),
        TrackingTerms.Fingerprint.OFF,
        usual.defaultUrl(),
        usual.outboundDomains(),
        usual.denied(),
        usual.fraud());
  }

  private static CampaignSnapshot campaign(int site) {
    return new CampaignSnapshot(
        CAMPAIGN,
        TENANT,
        new AdvertiserId("adv_01K9ZQ4T6R8XJ2M5N7P9S1V3Z4"),
        "Spring",
        CampaignSnapshot.Status.ACTIVE,
        new CurrencyCode("USD"),
        "http://shop.acme.localhost:%d/landing?src=aff".formatted(site),
        List.of("acme.localhost"),
        TrafficTerms.DEFAULT,
        new AttributionTerms(
            AttributionTerms.Model.LAST_CLICK, Duration.ofDays(30), Duration.ofDays(1)),
        Duration.ZERO,
        List.of(),
        "0".repeat(64),
        1,
        NOW);
  }

  /** All of a type on the topic, of this test's tenants. */
  private static <E extends TrackingEvent> List<E> events(Class<E> type) {
    String topic = Topics.TRACKING_EVENTS.name();
    List<E> found = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(TestKafka.connection().reader())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  TrackingEvent event =
                      EventJson.mapper().readValue(record.value(), TrackingEvent.class);
                  if (type.isInstance(event) && OWN.contains(event.tenantId())) {
                    found.add(type.cast(event));
                  }
                });
      }
    }
    return found;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
