package io.tributary.reporting.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.reward.CommissionEvent.Change;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.platform.kafka.DirectoryReader;
import io.tributary.platform.kafka.EventListeners;
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.platform.testing.TestDatabases;
import io.tributary.platform.testing.TestKafka;
import io.tributary.reporting.Events;
import io.tributary.reporting.Events.Part;
import io.tributary.reporting.debugger.EventFilter;
import io.tributary.reporting.debugger.RecentEvents;
import io.tributary.reporting.debugger.SeenEvent;
import io.tributary.reporting.live.Audience.OfTenant;
import io.tributary.reporting.live.LiveBoards;
import io.tributary.reporting.live.LiveTick;
import io.tributary.reporting.performance.Clicks;
import io.tributary.reporting.performance.Counting;
import io.tributary.reporting.performance.Figures;
import io.tributary.reporting.performance.PerformanceReport;
import io.tributary.reporting.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;

class EventLogTest {

  private final InstantSource clock = InstantSource.system();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Events events = new Events();
  private final LiveBoards boards = new LiveBoards(clock);
  private final RecentEvents recent = new RecentEvents();
  private final List<SmartLifecycle> parts = new ArrayList<>();
  private KafkaConnection kafka;
  private EventProducer producer;

  @BeforeEach
  void start() {
    TestKafka.provision();
    kafka = TestKafka.connection();
    producer = new EventProducer(kafka, "test");
    CampaignDirectory campaigns = new CampaignDirectory(Duration.ofSeconds(5));
    EventListeners listeners = new EventListeners(kafka, metrics);
    new PerformanceListeners(
            new Counting(Stores.figures(TestDatabases.of("reporting"))), campaigns, clock, metrics)
        .register(listeners);
    parts.add(new DirectoryReader<>(kafka, Topics.CAMPAIGN_DIRECTORY, campaigns));
    parts.add(listeners);
    parts.add(new LiveReader(kafka, clock, boards, recent, campaigns));
    parts.forEach(SmartLifecycle::start);
  }

  @AfterEach
  void stop() {
    parts.reversed().forEach(SmartLifecycle::stop);
    producer.close();
  }

  @Test
  void the_event_log_becomes_figures_and_what_happens_now_is_shown_live() {
    Instant now = clock.instant();
    Instant lastWeek = now.minus(Duration.ofDays(7));
    producer
        .send(Topics.CAMPAIGN_DIRECTORY, events.campaign.value(), events.campaignSnapshot(now))
        .join();
    track(events.click(events.anna, now, false));
    track(events.click(events.anna, lastWeek, true));
    track(events.toldClick(events.anna, now.minus(Duration.ofMinutes(5)), now));
    track(events.invalidClick(events.anna, now, "bot"));
    track(events.impression(events.anna, now));
    ConversionId live = events.conversion();
    ConversionId told = events.conversion();
    track(events.received(live, now, false));
    track(events.received(told, now, true));
    await().until(() -> tick().recent().size() == 2);
    for (ConversionId id : List.of(told, live)) {
      producer
          .send(
              Topics.ATTRIBUTION_DECISIONS,
              id.value(),
              events.attributed(
                  id,
                  1,
                  now,
                  10_000,
                  new Part(events.anna, 500_000),
                  new Part(events.ben, 500_000)))
          .join();
    }
    producer
        .send(
            Topics.REWARD_EVENTS,
            events.anna.value(),
            events.commission(events.commission(), Change.CREATED, 250, now))
        .join();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(total())
                    .isEqualTo(
                        new Figures(1, 0, new Clicks(3, 0, 1, 1), 2_000_000, 20_000, 0, 250)));
    await().until(() -> tick().recent().size() == 3);
    LiveTick tick = tick();
    assertThat(sum(tick.clicksPerMinute())).isEqualTo(1);
    assertThat(sum(tick.conversionsPerMinute())).isEqualTo(1);
    assertThat(tick.recent().getFirst().status()).isEqualTo("attributed");
    assertThat(metrics.get("report_lag_seconds").tag("topic", "tracking.events").gauge().value())
        .isBetween(0.0, 30.0);
  }

  @Test
  void what_comes_in_is_seen_with_its_refusals_and_decisions() {
    Instant now = clock.instant();
    ConversionReceived received = events.received(events.conversion(), now, false);
    track(events.invalidClick(events.anna, now, "non_human"));
    track(received);
    producer.send(Topics.TRACKING_REFUSED, "postback", events.refused(now)).join();
    Unattributed decision =
        events.unattributed(received.conversionId(), received.eventId(), now, 100);
    producer.send(Topics.ATTRIBUTION_DECISIONS, received.conversionId().value(), decision).join();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(recent.newest(events.tenant, EventFilter.ALL, 10))
                    .hasSize(3)
                    .extracting(SeenEvent::decision)
                    .contains(decision));
  }

  @Test
  void an_event_of_an_unknown_campaign_goes_to_the_dead_letters_and_the_next_one_counts() {
    Instant now = clock.instant();
    Events stranger = new Events();
    producer
        .send(Topics.CAMPAIGN_DIRECTORY, events.campaign.value(), events.campaignSnapshot(now))
        .join();
    track(stranger.click(stranger.anna, now, false));
    track(events.click(events.anna, now, false));

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(total().clicks().valid()).isEqualTo(1));
    assertThat(metrics.counter("dead_letters_total", "topic", "tracking.events").count())
        .isEqualTo(1);
  }

  private void track(TrackingEvent event) {
    producer.send(Topics.TRACKING_EVENTS, event.visitorId(), event).join();
  }

  private LiveTick tick() {
    return boards.tick(new OfTenant(events.tenant));
  }

  private static int sum(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  private Figures total() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return Stores.report(TestDatabases.of("reporting"))
        .rows(
            new PerformanceReport.Query(
                events.tenant, today.minusDays(29), today, List.of(), null, null, 100))
        .stream()
        .map(PerformanceReport.Row::figures)
        .reduce(Figures.NONE, Figures::plus);
  }
}
