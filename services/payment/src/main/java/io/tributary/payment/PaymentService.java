package io.tributary.payment;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.topic.Topics;
import io.tributary.payment.gateway.SandboxGateway;
import io.tributary.payment.key.SandboxKeys;
import io.tributary.payment.sandbox.SandboxBooks;
import io.tributary.payment.sandbox.SandboxHooks;
import io.tributary.payment.sandbox.SandboxPace;
import io.tributary.payment.store.TransferBook;
import io.tributary.payment.store.TransferStates;
import io.tributary.payment.store.TransferStore;
import io.tributary.payment.store.TransferWorker;
import io.tributary.payment.stream.ReservedListener;
import io.tributary.payment.transfer.CheckDelays;
import io.tributary.payment.transfer.Gateways;
import io.tributary.payment.transfer.PayoutGateway;
import io.tributary.platform.ServiceAddresses;
import io.tributary.platform.kafka.EventListeners;
import io.tributary.platform.ops.ReadinessCheck;
import io.tributary.platform.sql.Database;
import io.tributary.platform.sql.Databases;
import io.tributary.platform.work.Pauses;
import io.tributary.platform.work.Work;
import io.tributary.platform.work.Worker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The payment role: transfers through gateways, and the sandbox gateway. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(PaymentSettings.class)
public class PaymentService {

  private static final String ROLE = "payment";
  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(10);

  @Bean("payment.database")
  Database database(Databases databases) {
    return databases.of(ROLE);
  }

  @Bean("payment.transferStore")
  TransferStore transferStore() {
    return new TransferStore();
  }

  @Bean("payment.gateways")
  Gateways gateways(ObjectProvider<PayoutGateway> gateways) {
    return new Gateways(gateways.orderedStream().toList());
  }

  @Bean("payment.transferBook")
  TransferBook transferBook(
      @Qualifier("payment.database") Database database,
      TransferStore transfers,
      Gateways gateways,
      IdSource ids,
      InstantSource clock,
      MeterRegistry metrics) {
    return new TransferBook(
        database,
        transfers,
        gateways,
        new CheckDelays(RandomGenerator.getDefault()),
        ids,
        clock,
        metrics);
  }

  @Bean("payment.worker")
  TransferWorker worker(TransferBook book, IdSource ids, PaymentSettings settings) {
    return new TransferWorker(book, ids.next(), settings.poll(), settings.concurrency());
  }

  @Bean("payment.watch")
  Worker watch(@Qualifier("payment.database") Database database, MeterRegistry metrics) {
    TransferStates states = new TransferStates(database, metrics);
    return new Worker("payment-watch", Pauses.atOnceThen(WATCH_INTERVAL), Work.of(states::count));
  }

  @Bean("payment.reservedListener")
  ReservedListener reservedListener(
      @Qualifier("payment.database") Database database,
      TransferBook book,
      TransferWorker worker,
      EventListeners listeners) {
    ReservedListener listener = new ReservedListener(database, book, worker::wake);
    listeners.listen(ReservedListener.GROUP, Topics.REWARD_EVENTS, listener);
    return listener;
  }

  @Bean("payment.databaseReady")
  ReadinessCheck databaseReady(@Qualifier("payment.database") Database database) {
    return ReadinessCheck.of(ROLE, "database", database::answers);
  }

  /** The sandbox gateway and the way to it. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(
      name = "tributary.payment.sandbox.enabled",
      havingValue = "true",
      matchIfMissing = true)
  static class SandboxConfiguration {

    @Bean("payment.sandboxKeys")
    SandboxKeys sandboxKeys(PaymentSettings settings) {
      return new SandboxKeys(settings.sandbox().secret());
    }

    @Bean("payment.sandboxGateway")
    SandboxGateway sandboxGateway(
        PaymentSettings settings, SandboxKeys keys, Environment environment) {
      return new SandboxGateway(address(settings.sandbox().url(), environment), keys);
    }

    @Bean("payment.sandboxDatabase")
    Database sandboxDatabase(Databases databases) {
      return databases.of("sandbox");
    }

    @Bean("payment.sandboxBooks")
    SandboxBooks sandboxBooks(
        @Qualifier("payment.sandboxDatabase") Database database,
        IdSource ids,
        InstantSource clock) {
      return new SandboxBooks(database, ids, clock);
    }

    @Bean("payment.sandboxHooks")
    SandboxHooks sandboxHooks(
        PaymentSettings settings,
        SandboxKeys keys,
        Environment environment,
        IdSource ids,
        InstantSource clock) {
      return new SandboxHooks(address(settings.sandbox().hookUrl(), environment), keys, ids, clock);
    }

    @Bean("payment.sandboxPace")
    SandboxPace sandboxPace(PaymentSettings settings) {
      return new SandboxPace(settings.sandbox().slow());
    }

    /** Asked for when it is needed: this process's own port is not known before it listens. */
    private static Supplier<String> address(@Nullable String configured, Environment environment) {
      return () ->
          configured == null || configured.isBlank()
              ? ServiceAddresses.of(ROLE, environment)
              : configured;
    }
  }
}
