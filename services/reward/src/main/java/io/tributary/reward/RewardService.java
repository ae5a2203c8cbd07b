package io.tributary.reward;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.directory.AffiliateDirectoryEntry;
import io.tributary.contract.directory.CampaignDirectoryEntry;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.kafka.DirectoryReader;
import io.tributary.platform.kafka.EventListeners;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.platform.ops.ReadinessCheck;
import io.tributary.platform.sql.Database;
import io.tributary.platform.sql.Databases;
import io.tributary.platform.work.Pauses;
import io.tributary.platform.work.Work;
import io.tributary.platform.work.Worker;
import io.tributary.reward.payout.PayeeWait;
import io.tributary.reward.store.ApprovalJob;
import io.tributary.reward.store.CommissionBook;
import io.tributary.reward.store.CommissionStore;
import io.tributary.reward.store.Ledger;
import io.tributary.reward.store.LedgerReader;
import io.tributary.reward.store.LedgerWatch;
import io.tributary.reward.store.PayoutBook;
import io.tributary.reward.store.PayoutStore;
import io.tributary.reward.stream.Affiliates;
import io.tributary.reward.stream.Campaigns;
import io.tributary.reward.stream.DecisionListener;
import io.tributary.reward.stream.PaymentListener;
import io.tributary.rule.CommissionRules;
import io.tributary.rule.RuleEngine;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The reward role: commissions, the ledger, payout runs. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(RewardSettings.class)
public class RewardService {

  private static final String ROLE = "reward";
  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(30);

  @Bean("reward.database")
  Database database(Databases databases) {
    return databases.of(ROLE);
  }

  @Bean("reward.ledger")
  Ledger ledger(MeterRegistry metrics) {
    return new Ledger(metrics);
  }

  @Bean("reward.ledgerReader")
  LedgerReader ledgerReader() {
    return new LedgerReader();
  }

  @Bean("reward.commissionStore")
  CommissionStore commissionStore() {
    return new CommissionStore();
  }

  @Bean("reward.payoutStore")
  PayoutStore payoutStore() {
    return new PayoutStore();
  }

  @Bean("reward.commissionBook")
  CommissionBook commissionBook(
      @Qualifier("reward.database") Database database,
      CommissionStore commissions,
      Ledger ledger,
      IdSource ids,
      InstantSource clock) {
    return new CommissionBook(database, commissions, ledger, ids, clock);
  }

  @Bean("reward.payoutBook")
  PayoutBook payoutBook(
      @Qualifier("reward.database") Database database,
      PayoutStore payouts,
      CommissionStore commissions,
      CommissionBook book,
      Ledger ledger,
      @Qualifier("reward.affiliates") Affiliates affiliates,
      IdSource ids,
      InstantSource clock) {
    return new PayoutBook(database, payouts, commissions, book, ledger, affiliates, ids, clock);
  }

  @Bean("reward.campaigns")
  Campaigns campaigns() {
    return new Campaigns();
  }

  @Bean("reward.affiliates")
  Affiliates affiliates() {
    return new Affiliates();
  }

  @Bean("reward.payeeWait")
  PayeeWait payeeWait(
      @Qualifier("reward.affiliates") Affiliates affiliates, RewardSettings settings) {
    return new PayeeWait(affiliates, settings.payeePatience());
  }

  @Bean("reward.campaignReader")
  DirectoryReader<CampaignDirectoryEntry> campaignReader(
      KafkaConnection kafka, @Qualifier("reward.campaigns") Campaigns campaigns) {
    return new DirectoryReader<>(kafka, Topics.CAMPAIGN_DIRECTORY, campaigns);
  }

  @Bean("reward.affiliateReader")
  DirectoryReader<AffiliateDirectoryEntry> affiliateReader(
      KafkaConnection kafka, @Qualifier("reward.affiliates") Affiliates affiliates) {
    return new DirectoryReader<>(kafka, Topics.AFFILIATE_DIRECTORY, affiliates);
  }

  @Bean("reward.decisionListener")
  DecisionListener decisionListener(
      @Qualifier("reward.database") Database database,
      @Qualifier("reward.campaigns") Campaigns campaigns,
      CommissionBook book,
      Ledger ledger,
      InstantSource clock,
      RewardSettings settings,
      EventListeners listeners) {
    DecisionListener listener =
        new DecisionListener(
            database,
            campaigns,
            new CommissionRules(new RuleEngine()),
            book,
            ledger,
            clock,
            settings.campaignPatience());
    listeners.listen(DecisionListener.GROUP, Topics.ATTRIBUTION_DECISIONS, listener);
    return listener;
  }

  @Bean("reward.paymentListener")
  PaymentListener paymentListener(
      @Qualifier("reward.database") Database database,
      PayoutBook book,
      Ledger ledger,
      EventListeners listeners) {
    PaymentListener listener = new PaymentListener(database, book, ledger);
    listeners.listen(PaymentListener.GROUP, Topics.PAYMENT_EVENTS, listener);
    return listener;
  }

  @Bean("reward.approvals")
  Worker approvals(
      @Qualifier("reward.database") Database database,
      CommissionBook book,
      InstantSource clock,
      RewardSettings settings) {
    ApprovalJob job = new ApprovalJob(database, book, clock, settings.approvalBatch());
    return new Worker(
        "reward-approvals", Pauses.atOnceThen(settings.approvalInterval()), job::round);
  }

  @Bean("reward.ledgerWatch")
  Worker ledgerWatch(@Qualifier("reward.database") Database database, MeterRegistry metrics) {
    LedgerWatch watch = new LedgerWatch(database, metrics);
    return new Worker(
        "reward-ledger-watch", Pauses.atOnceThen(WATCH_INTERVAL), Work.of(watch::look));
  }

  @Bean("reward.databaseReady")
  ReadinessCheck databaseReady(@Qualifier("reward.database") Database database) {
    return ReadinessCheck.of(ROLE, "database", database::answers);
  }

  @Bean("reward.directoriesReady")
  ReadinessCheck directoriesReady(
      @Qualifier("reward.campaignReader") DirectoryReader<CampaignDirectoryEntry> campaigns,
      @Qualifier("reward.affiliateReader") DirectoryReader<AffiliateDirectoryEntry> affiliates) {
    return ReadinessCheck.of(ROLE, "directories", () -> campaigns.ready() && affiliates.ready());
  }
}
