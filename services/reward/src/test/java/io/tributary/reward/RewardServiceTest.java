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
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.ops.ReadinessCheck;
import io.tributary.platform.testing.TestService;
import io.tributary.reward.store.Fixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The role as it runs: directory and decision in, commission approved when its hold is over. */
class RewardServiceTest {

  @Test
  void aDecisionOnTheTopicBecomesAnApprovedCommission() throws Exception {
    Fixture books = new Fixture();
    AffiliateId anna = AffiliateId.of(Fixture.IDS.next());
    CampaignId campaign = CampaignId.of(Fixture.IDS.next());
    ConversionId conversion = ConversionId.of(Fixture.IDS.next());
    Attributed decision = books.attributed(conversion, 1, campaign, 10_000, anna);
    try (TestService app = TestService.start(RewardService.class, Map.of())) {
      EventProducer producer = app.bean(EventProducer.class);
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
                      AttributionTerms.Model.LAST_CLICK, Duration.ofDays(30), Duration.ofDays(1)),
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
      assertThat(app.context().getBeansOfType(ReadinessCheck.class).values())
          .hasSize(2)
          .allMatch(ReadinessCheck::ready);
      assertThat(
              app.bean(MeterRegistry.class)
                  .counter("ledger_postings_total", "event", "approve", "result", "posted")
                  .count())
          .isPositive();
    }
  }
}
