package io.tributary.attribution;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.attribution.directory.Directories;
import io.tributary.attribution.journey.Retention;
import io.tributary.attribution.store.DecisionWriter;
import io.tributary.attribution.stream.AttributionStreams;
import io.tributary.attribution.stream.WaitLimits;
import io.tributary.contract.directory.AffiliateDirectoryEntry;
import io.tributary.contract.directory.CampaignDirectoryEntry;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.kafka.DirectoryReader;
import io.tributary.platform.kafka.EventListeners;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.platform.ops.ReadinessCheck;
import io.tributary.platform.sql.Database;
import io.tributary.platform.sql.Databases;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The attribution role: the stream that decides, the store of decisions, and its API. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(AttributionSettings.class)
public class AttributionService {

  private static final String ROLE = "attribution";

  /** The consumer group that writes decisions to the database. */
  static final String DECISIONS_GROUP = "attribution-decisions";

  @Bean("attribution.database")
  Database database(Databases databases) {
    return databases.of(ROLE);
  }

  @Bean("attribution.directories")
  Directories directories() {
    return new Directories();
  }

  @Bean("attribution.campaigns")
  DirectoryReader<CampaignDirectoryEntry> campaigns(
      KafkaConnection kafka, Directories directories) {
    return new DirectoryReader<>(kafka, Topics.CAMPAIGN_DIRECTORY, directories::applyCampaignEntry);
  }

  @Bean("attribution.affiliates")
  DirectoryReader<AffiliateDirectoryEntry> affiliates(
      KafkaConnection kafka, Directories directories) {
    return new DirectoryReader<>(
        kafka, Topics.AFFILIATE_DIRECTORY, directories::applyAffiliateEntry);
  }

  @Bean("attribution.streams")
  AttributionStreams streams(
      KafkaConnection kafka,
      AttributionSettings settings,
      Directories directories,
      MeterRegistry metrics,
      InstantSource clock) {
    return new AttributionStreams(
        kafka,
        new AttributionStreams.Setup(
            settings.stateDir(),
            settings.threads(),
            settings.standbyReplicas(),
            settings.conversionsKept(),
            new Retention(settings.clicksKept()),
            new WaitLimits(settings.clickWait(), settings.directoryWait())),
        directories,
        metrics,
        clock);
  }

  @Bean("attribution.decisionWriter")
  DecisionWriter decisionWriter(
      @Qualifier("attribution.database") Database database, EventListeners listeners) {
    DecisionWriter writer = new DecisionWriter(database);
    listeners.listen(DECISIONS_GROUP, Topics.ATTRIBUTION_DECISIONS, writer);
    return writer;
  }

  @Bean("attribution.streamsReady")
  ReadinessCheck streamsReady(AttributionStreams streams) {
    return ReadinessCheck.of(ROLE, "stream runs with its stores restored", streams::ready);
  }

  @Bean("attribution.directoriesReady")
  ReadinessCheck directoriesReady(
      @Qualifier("attribution.campaigns") DirectoryReader<CampaignDirectoryEntry> campaigns,
      @Qualifier("attribution.affiliates") DirectoryReader<AffiliateDirectoryEntry> affiliates) {
    return ReadinessCheck.of(
        ROLE, "directories are loaded", () -> campaigns.ready() && affiliates.ready());
  }
}
