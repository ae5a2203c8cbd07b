package io.tributary.reporting;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.directory.CampaignDirectoryEntry;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.kafka.DirectoryReader;
import io.tributary.platform.kafka.EventListeners;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.platform.ops.ReadinessCheck;
import io.tributary.platform.sql.Database;
import io.tributary.platform.sql.Databases;
import io.tributary.reporting.debugger.RecentEvents;
import io.tributary.reporting.live.LiveBoards;
import io.tributary.reporting.performance.Counting;
import io.tributary.reporting.performance.FigureStore;
import io.tributary.reporting.stream.CampaignDirectory;
import io.tributary.reporting.stream.LiveReader;
import io.tributary.reporting.stream.PerformanceListeners;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The reporting role. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class ReportingService {

  private static final String ROLE = "reporting";

  /** How long an event waits for its campaign to be told before it goes to the dead letters. */
  private static final Duration DIRECTORY_PATIENCE = Duration.ofSeconds(10);

  @Bean("reporting.database")
  Database database(Databases databases) {
    return databases.of(ROLE);
  }

  @Bean("reporting.campaigns")
  CampaignDirectory campaigns() {
    return new CampaignDirectory(DIRECTORY_PATIENCE);
  }

  @Bean("reporting.campaignReader")
  DirectoryReader<CampaignDirectoryEntry> campaignReader(
      KafkaConnection kafka, @Qualifier("reporting.campaigns") CampaignDirectory campaigns) {
    return new DirectoryReader<>(kafka, Topics.CAMPAIGN_DIRECTORY, campaigns);
  }

  @Bean("reporting.counting")
  Counting counting(FigureStore store) {
    return new Counting(store);
  }

  @Bean("reporting.listeners")
  PerformanceListeners listeners(
      Counting counting,
      @Qualifier("reporting.campaigns") CampaignDirectory campaigns,
      InstantSource clock,
      MeterRegistry metrics,
      EventListeners listeners) {
    PerformanceListeners performance =
        new PerformanceListeners(counting, campaigns, clock, metrics);
    performance.register(listeners);
    return performance;
  }

  @Bean("reporting.liveBoards")
  LiveBoards liveBoards(InstantSource clock) {
    return new LiveBoards(clock);
  }

  @Bean("reporting.recentEvents")
  RecentEvents recentEvents() {
    return new RecentEvents();
  }

  @Bean("reporting.liveReader")
  LiveReader liveReader(
      KafkaConnection kafka,
      InstantSource clock,
      LiveBoards boards,
      RecentEvents recent,
      @Qualifier("reporting.campaigns") CampaignDirectory campaigns) {
    return new LiveReader(kafka, clock, boards, recent, campaigns);
  }

  @Bean("reporting.directoryReady")
  ReadinessCheck directoryReady(
      @Qualifier("reporting.campaignReader") DirectoryReader<CampaignDirectoryEntry> reader) {
    return ReadinessCheck.of(ROLE, "campaign directory", reader::ready);
  }

  @Bean("reporting.databaseReady")
  ReadinessCheck databaseReady(@Qualifier("reporting.database") Database database) {
    return ReadinessCheck.of(ROLE, "database", database::answers);
  }
}
