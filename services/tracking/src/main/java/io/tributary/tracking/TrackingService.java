package io.tributary.tracking;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.directory.AffiliateDirectoryEntry;
import io.tributary.contract.directory.CampaignDirectoryEntry;
import io.tributary.contract.directory.IdentityDirectoryEntry;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.topic.Topic;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.ServiceAddresses;
import io.tributary.platform.kafka.DirectoryReader;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.platform.ops.ReadinessCheck;
import io.tributary.platform.security.AccessTokens;
import io.tributary.platform.security.SignInHashes;
import io.tributary.tracking.cache.RedisBuckets;
import io.tributary.tracking.cache.RedisSessions;
import io.tributary.tracking.conversion.ConversionIntake;
import io.tributary.tracking.conversion.Conversions;
import io.tributary.tracking.customer.EmailHashes;
import io.tributary.tracking.dataset.DataSetTraits;
import io.tributary.tracking.dataset.DataSets;
import io.tributary.tracking.directory.Directory;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.event.EventIntake;
import io.tributary.tracking.fraud.SignalJudge;
import io.tributary.tracking.limit.RateLimits;
import io.tributary.tracking.limit.SharedBuckets;
import io.tributary.tracking.session.LocalSessions;
import io.tributary.tracking.session.Sessions;
import io.tributary.tracking.spool.Spool;
import io.tributary.tracking.stream.KafkaTouchSink;
import io.tributary.tracking.url.WebUrl;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.ClickKeys;
import io.tributary.tracking.visitor.Fingerprints;
import io.tributary.tracking.visitor.VisitorSource;
import io.tributary.tracking.web.Callers;
import io.tributary.tracking.web.Edge;
import io.tributary.tracking.web.EdgeServer;
import io.tributary.tracking.web.EventLoops;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** The tracking role: needs Kafka and, to remember visitors, Redis, which may be away. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  TrackingProperties.class,
  RedisProperties.class,
  LimitProperties.class
})
public class TrackingService {

  private static final String ROLE = "tracking";
  private static final Duration DATA_SETS_LOOK = Duration.ofSeconds(10);

  @Bean("tracking.directory")
  Directory directory() {
    return new Directory();
  }

  @Bean("tracking.campaigns")
  DirectoryReader<CampaignDirectoryEntry> campaigns(
      KafkaConnection kafka, Directory directory, TrackingProperties properties) {
    Topic<CampaignDirectoryEntry> topic = Topics.CAMPAIGN_DIRECTORY;
    return new DirectoryReader<>(
        kafka, topic, directory::applyCampaign, directory.json(), snapshot(properties, topic));
  }

  @Bean("tracking.affiliates")
  DirectoryReader<AffiliateDirectoryEntry> affiliates(
      KafkaConnection kafka, Directory directory, TrackingProperties properties) {
    Topic<AffiliateDirectoryEntry> topic = Topics.AFFILIATE_DIRECTORY;
    return new DirectoryReader<>(
        kafka, topic, directory::applyAffiliate, directory.json(), snapshot(properties, topic));
  }

  @Bean("tracking.identities")
  DirectoryReader<IdentityDirectoryEntry> identities(
      KafkaConnection kafka, Directory directory, TrackingProperties properties) {
    Topic<IdentityDirectoryEntry> topic = Topics.IDENTITY_DIRECTORY;
    return new DirectoryReader<>(
        kafka, topic, directory::applyIdentity, directory.json(), snapshot(properties, topic));
  }

  private static Path snapshot(TrackingProperties properties, Topic<?> topic) {
    return properties.dataDir().resolve("directories").resolve(topic.name() + ".snapshot");
  }

  @Bean("tracking.directoriesReady")
  ReadinessCheck directoriesReady(
      @Qualifier("tracking.campaigns") DirectoryReader<CampaignDirectoryEntry> campaigns,
      @Qualifier("tracking.affiliates") DirectoryReader<AffiliateDirectoryEntry> affiliates,
      @Qualifier("tracking.identities") DirectoryReader<IdentityDirectoryEntry> identities) {
    List<DirectoryReader<?>> readers = List.of(campaigns, affiliates, identities);
    return ReadinessCheck.of(
        ROLE,
        () ->
            readers.stream().allMatch(DirectoryReader::isCurrent)
                ? "directories are loaded"
                : "directories are loaded (degraded: from the snapshots on disk)",
        () -> readers.stream().allMatch(DirectoryReader::ready));
  }

  @Bean("tracking.spool")
  Spool spool(TrackingProperties properties, InstantSource clock, MeterRegistry metrics) {
    return new Spool(
        Spool.Settings.of(
            properties.dataDir().resolve("spool"),
            properties.spoolLimit().toBytes(),
            properties.spoolKept()),
        clock,
        metrics);
  }

  @Bean("tracking.sink")
  KafkaTouchSink sink(
      KafkaConnection kafka, Spool spool, TrackingProperties properties, MeterRegistry metrics) {
    return new KafkaTouchSink(kafka, spool, properties.ackTimeout(), metrics);
  }

  /** Kafka may be away: then events are recorded in the spool. */
  @Bean("tracking.sinkReady")
  ReadinessCheck sinkReady(KafkaTouchSink sink, Spool spool) {
    return ReadinessCheck.of(
        ROLE,
        () ->
            sink.goesToLog()
                ? "events can be recorded"
                : "events can be recorded (degraded: Kafka does not take them, they are spooled)",
        spool::ready);
  }

  @Bean("tracking.dataSets")
  DataSets dataSets(TrackingProperties properties, MeterRegistry metrics) {
    DataSets dataSets = new DataSets(properties.dataSets(), metrics);
    dataSets.watch(DATA_SETS_LOOK);
    return dataSets;
  }

  @Bean("tracking.clickKeys")
  ClickKeys clickKeys(TrackingProperties properties) {
    try {
      return ClickKeys.parse(properties.clickKeys());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("tributary.tracking.click-keys: " + e.getMessage(), e);
    }
  }

  @Bean("tracking.clickIds")
  ClickIds clickIds(ClickKeys keys) {
    return new ClickIds(keys);
  }

  @Bean("tracking.emails")
  EmailHashes emails(ClickKeys keys, TrackingProperties properties) {
    String key = properties.emailKey();
    if (key == null || key.isBlank()) {
      return new EmailHashes(keys.derived("email"));
    }
    try {
      return new EmailHashes(EmailHashes.key(key));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("tributary.tracking.email-key: " + e.getMessage(), e);
    }
  }

  @Bean("tracking.eventLoops")
  EventLoops eventLoops(TrackingProperties properties) {
    return new EventLoops(
        properties.eventLoops() > 0
            ? properties.eventLoops()
            : Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  /**
   * What is remembered of visitors and callers: by all processes in Redis, or by each for itself.
   */
  record Memory(Sessions sessions, SharedBuckets buckets) {}

  @Bean("tracking.memory")
  Memory memory(
      RedisProperties redis,
      TrackingProperties properties,
      ClickKeys keys,
      EventLoops loops,
      MeterRegistry metrics) {
    byte[] secret = keys.derived("session");
    String url = redis.url();
    if (url == null || url.isBlank()) {
      return new Memory(new LocalSessions(secret), SharedBuckets.NONE);
    }
    RedisSessions sessions =
        new RedisSessions(url, secret, properties.sessionBudget(), loops.all(), metrics);
    return new Memory(sessions, new RedisBuckets(sessions, secret));
  }

  @Bean("tracking.sessions")
  Sessions sessions(Memory memory) {
    return memory.sessions();
  }

  @Bean("tracking.limits")
  RateLimits limits(Memory memory) {
    return new RateLimits(memory.buckets(), System::nanoTime);
  }

  @Bean("tracking.judge")
  SignalJudge judge(DataSets dataSets, Directory directory, Environment environment) {
    return new SignalJudge(
        dataSets,
        directory,
        directory,
        SignInHashes.ofKey(environment.getProperty(SignInHashes.PROPERTY)));
  }

  /** The keys are asked for at the first token: the identity service may start later. */
  @Bean("tracking.callers")
  Callers callers(Environment environment) {
    return new Callers(
        new SupplierJwtDecoder(() -> AccessTokens.decoder(ServiceAddresses.jwks(environment))));
  }

  @Bean("tracking.edge")
  EdgeServer edge(
      TrackingProperties properties,
      EventLoops loops,
      Directory directory,
      ClickKeys clickKeys,
      ClickIds clickIds,
      DataSets dataSets,
      EmailHashes emails,
      Sessions sessions,
      SignalJudge judge,
      Callers callers,
      RateLimits limits,
      LimitProperties limitProperties,
      KafkaTouchSink sink,
      MeterRegistry metrics,
      IdSource ids,
      InstantSource clock) {
    VisitorSource visitors = new VisitorSource(new SecureRandom());
    Links links = new Links(directory, directory, directory);
    Conversions conversions = new Conversions(clickIds, emails);
    DataSetTraits traits = new DataSetTraits(dataSets);
    return Edge.create(
        new Edge.Settings(
            properties.host(),
            properties.port(),
            properties.trustedProxies(),
            properties.cookieLife(),
            fallbackUrl(properties),
            properties.maxInFlight()),
        loops,
        new Edge.Parts(
            links,
            directory,
            directory,
            directory,
            directory,
            new ConversionIntake(directory, conversions),
            new EventIntake(links, directory, conversions, clickIds, visitors, traits, judge, ids),
            visitors,
            clickIds,
            new Fingerprints(clickKeys),
            traits,
            sessions,
            judge,
            judge,
            callers,
            limits,
            limitProperties.rates(),
            sink,
            sink),
        metrics,
        ids,
        clock);
  }

  private static @Nullable String fallbackUrl(TrackingProperties properties) {
    String url = properties.fallbackUrl();
    if (url == null || url.isBlank()) {
      return null;
    }
    return switch (WebUrl.landing(url)) {
      case WebUrl.Parsed.Url(WebUrl usable) -> usable.toString();
      case WebUrl.Parsed.Unusable(String reason) ->
          throw new IllegalStateException(
              "tributary.tracking.fallback-url cannot be used (%s)".formatted(reason));
    };
  }
}
