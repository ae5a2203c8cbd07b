package io.tributary.reward;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.decision.Attributed;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.topic.Topics;
import io.tributary.embedded.EmbeddedInfrastructure;
import io.tributary.embedded.Endpoints;
import io.tributary.embedded.Part;
import io.tributary.platform.ApiConfiguration;
import io.tributary.platform.DatabaseConfiguration;
import io.tributary.platform.PlatformConfiguration;
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.ops.ReadinessCheck;
import io.tributary.reward.store.Fixture;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The role as it runs: directory and decision in, commission approved when its hold is over. */
class RewardServiceTest {

  @Test
  void aDecisionOnTheTopicBecomesAnApprovedCommission() throws Exception {
    Fixture books = new Fixture();
    AffiliateId anna = AffiliateId.of(Fixture.IDS.next());
    CampaignId campaign = CampaignId.of(Fixture.IDS.next());
    ConversionId conversion = ConversionId.of(Fixture.IDS.next());
    Attributed decision = books.attributed(conversion, 1, campaign, 10_000, anna);
    try (ConfigurableApplicationContext app = start()) {
      EventProducer producer = app.getBean(EventProducer.class);
      producer
          .send(
              Topics.CAMPAIGN_DIRECTORY,
              campaign.value(),
              new CampaignSnapshot(
                  campaign,
                  books.tenant,
                  AdvertiserId.of(Fixture.IDS.next()),
                  "Spring",
                  CampaignSnapshot.Status.ACTIVE,
                  Fixture.EUR,
                  "https://shop.example/",
                  List.of("shop.example"),
                  TrafficTerms.DEFAULT,
                  new AttributionTerms(
                      AttributionTerms.Model.LAST, Duration.ofDays(30), Duration.ofDays(1)),
                  Duration.ZERO,
                  List.of(Fixture.percent(10)),
                  "00",
                  1,
                  books.now()))
          .join();
      producer.send(Topics.ATTRIBUTION_DECISIONS, conversion.value(), decision).join();
      producer.send(Topics.ATTRIBUTION_DECISIONS, conversion.value(), decision).join();
      long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (books.balance(anna).available() == 0 && System.nanoTime() < until) {
        Thread.sleep(50);
      }
      assertThat(books.balance(anna).available()).isEqualTo(1_000);
      assertThat(books.balance(anna).held()).isZero();
      assertThat(app.getBeansOfType(ReadinessCheck.class).values())
          .hasSize(2)
          .allMatch(ReadinessCheck::ready);
      assertThat(
              app.getBean(MeterRegistry.class)
                  .counter("ledger_postings_total", "event", "approve", "result", "posted")
                  .count())
          .isPositive();
    }
  }

  private static ConfigurableApplicationContext start() {
    Endpoints endpoints = EmbeddedInfrastructure.shared(Part.POSTGRES, Part.KAFKA).endpoints();
    Map<String, Object> settings = new HashMap<>();
    settings.put("server.port", 0);
    settings.put("server.address", "127.0.0.1");
    settings.put("tributary.management.port", 0);
    settings.put("tributary.kafka.bootstrap-servers", endpoints.kafkaBootstrapServers());
    settings.put("tributary.datasource.url", endpoints.datasourceUrl());
    settings.put("tributary.datasource.username", endpoints.datasourceUser());
    settings.put("tributary.datasource.password", endpoints.datasourcePassword());
    settings.put("tributary.datasource.owner-username", endpoints.datasourceOwner());
    settings.put("tributary.datasource.owner-password", endpoints.datasourceOwnerPassword());
    settings.put("tributary.datasource.pool-size", 8);
    settings.put("spring.main.banner-mode", "off");
    return new SpringApplicationBuilder(
            Auto.class,
            PlatformConfiguration.class,
            DatabaseConfiguration.class,
            ApiConfiguration.class,
            RewardService.class)
        .beanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE)
        .web(WebApplicationType.SERVLET)
        .properties(settings)
        .run();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
  static class Auto {}
}
