package io.tributary.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.directory.AffiliateDirectoryEntry;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.topic.Topics;
import io.tributary.notification.channel.EmailSending;
import io.tributary.notification.channel.HttpChannel;
import io.tributary.notification.channel.Names;
import io.tributary.notification.channel.SmtpChannel;
import io.tributary.notification.channel.WebhookSending;
import io.tributary.notification.email.Contacts;
import io.tributary.notification.store.EmailStore;
import io.tributary.notification.store.WebhookStore;
import io.tributary.notification.stream.Announcements;
import io.tributary.notification.webhook.Network;
import io.tributary.notification.webhook.TargetPolicy;
import io.tributary.platform.kafka.DirectoryReader;
import io.tributary.platform.kafka.EventListeners;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.platform.ops.ReadinessCheck;
import io.tributary.platform.security.SecretBox;
import io.tributary.platform.sql.Database;
import io.tributary.platform.sql.Databases;
import io.tributary.platform.work.Pauses;
import io.tributary.platform.work.Work;
import io.tributary.platform.work.Worker;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The notification role: e-mail to affiliates, signed webhooks to tenants' systems. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(NotificationSettings.class)
public class NotificationService {

  private static final String ROLE = "notification";
  private static final String NO_SMTP = "no_smtp_configured";
  private static final Duration DELIVERIES_KEPT = Duration.ofDays(30);
  private static final Duration HOUSEKEEPING = Duration.ofHours(1);
  private static final String SMTP_CONNECT_MS = "5000";
  private static final String SMTP_ANSWER_MS = "15000";

  @Bean("notification.database")
  Database database(Databases databases) {
    return databases.of(ROLE);
  }

  @Bean("notification.random")
  SecureRandom random() {
    return new SecureRandom();
  }

  @Bean("notification.webhooks")
  WebhookStore webhooks(
      @Qualifier("notification.database") Database database,
      @Qualifier("notification.random") SecureRandom random,
      Environment environment,
      IdSource ids,
      InstantSource clock) {
    SecretBox box = SecretBox.ofKey(environment.getProperty(SecretBox.PROPERTY), random);
    return new WebhookStore(database, box, ids, clock);
  }

  @Bean("notification.targetPolicy")
  TargetPolicy targetPolicy(NotificationSettings settings) {
    return new TargetPolicy(settings.allowedNetworks().stream().map(Network::parse).toList());
  }

  @Bean("notification.contacts")
  Contacts contacts() {
    return new Contacts();
  }

  @Bean("notification.affiliateDirectory")
  DirectoryReader<AffiliateDirectoryEntry> affiliateDirectory(
      KafkaConnection kafka, Contacts contacts) {
    return new DirectoryReader<>(kafka, Topics.AFFILIATE_DIRECTORY, contacts::apply);
  }

  @Bean("notification.announcements")
  Announcements announcements(
      @Qualifier("notification.database") Database database,
      EmailStore emails,
      WebhookStore webhooks,
      Contacts contacts,
      NotificationSettings settings,
      EventListeners listeners) {
    Announcements announcements =
        new Announcements(
            database, emails, webhooks, contacts, settings.smtp().isConfigured() ? null : NO_SMTP);
    listeners.listen(
        Announcements.DECISIONS_GROUP, Topics.ATTRIBUTION_DECISIONS, announcements.decisions());
    listeners.listen(Announcements.REWARDS_GROUP, Topics.REWARD_EVENTS, announcements.rewards());
    return announcements;
  }

  @Bean("notification.httpChannel")
  HttpChannel httpChannel(TargetPolicy policy, NotificationSettings settings, InstantSource clock) {
    return new HttpChannel(policy, Names.system(), clock, settings.webhookTimeout());
  }

  @Bean("notification.webhookWorker")
  Worker webhookWorker(
      WebhookStore webhooks,
      HttpChannel channel,
      InstantSource clock,
      @Qualifier("notification.random") SecureRandom random,
      MeterRegistry metrics,
      NotificationSettings settings) {
    return new Worker(
        "webhook-worker",
        Pauses.of(settings.pollInterval()),
        Work.of(new WebhookSending(webhooks, channel, clock, random::nextDouble, metrics)));
  }

  @Bean("notification.emailWorker")
  Worker emailWorker(
      EmailStore emails,
      Contacts contacts,
      @Qualifier("notification.random") SecureRandom random,
      MeterRegistry metrics,
      NotificationSettings settings) {
    Runnable sending =
        settings.smtp().isConfigured()
            ? new EmailSending(
                emails,
                contacts,
                new SmtpChannel(mailSender(settings.smtp()), settings.smtp().from()),
                random::nextDouble,
                metrics)
            : () -> {};
    return new Worker("email-worker", Pauses.of(settings.pollInterval()), Work.of(sending));
  }

  @Bean("notification.housekeeping")
  Worker housekeeping(WebhookStore webhooks) {
    return new Worker(
        "notification-housekeeping",
        Pauses.of(HOUSEKEEPING),
        Work.of(
            () -> {
              long unused = webhooks.forget(DELIVERIES_KEPT);
            }));
  }

  @Bean("notification.databaseReadiness")
  ReadinessCheck databaseReadiness(@Qualifier("notification.database") Database database) {
    return ReadinessCheck.of(ROLE, "database", database::answers);
  }

  @Bean("notification.directoryReadiness")
  ReadinessCheck directoryReadiness(
      @Qualifier("notification.affiliateDirectory")
          DirectoryReader<AffiliateDirectoryEntry> directory) {
    return ReadinessCheck.of(ROLE, "affiliate directory", directory::ready);
  }

  private static JavaMailSenderImpl mailSender(NotificationSettings.Smtp smtp) {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost(smtp.host());
    sender.setPort(smtp.port());
    Properties properties = sender.getJavaMailProperties();
    properties.setProperty("mail.smtp.connectiontimeout", SMTP_CONNECT_MS);
    properties.setProperty("mail.smtp.timeout", SMTP_ANSWER_MS);
    properties.setProperty("mail.smtp.writetimeout", SMTP_ANSWER_MS);
    properties.setProperty("mail.smtp.starttls.enable", "true");
    if (smtp.username() != null && !smtp.username().isBlank()) {
      sender.setUsername(smtp.username());
      sender.setPassword(smtp.password());
      properties.setProperty("mail.smtp.auth", "true");
    }
    return sender;
  }
}
