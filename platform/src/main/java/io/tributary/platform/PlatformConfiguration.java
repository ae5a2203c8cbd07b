package io.tributary.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.kafka.EventListeners;
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.platform.kafka.TopicProvisioner;
import io.tributary.platform.ops.DependencyCheck;
import io.tributary.platform.ops.ManagementListener;
import io.tributary.platform.ops.ReadinessCheck;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every process has: clock, ids, metrics, Kafka, and the management listener. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KafkaSettings.class, ManagementSettings.class})
public class PlatformConfiguration {

  private static final Logger log = LoggerFactory.getLogger(PlatformConfiguration.class);

  @Bean("platform.clock")
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean("platform.ids")
  IdSource ids() {
    return IdSource.system();
  }

  @Bean("platform.metrics")
  PrometheusMeterRegistry metrics() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    return registry;
  }

  @Bean("platform.gcMetrics")
  JvmGcMetrics gcMetrics(MeterRegistry metrics) {
    JvmGcMetrics gc = new JvmGcMetrics();
    gc.bindTo(metrics);
    return gc;
  }

  /** The topics stand before anything uses the connection. */
  @Bean("platform.kafkaConnection")
  KafkaConnection kafkaConnection(KafkaSettings settings) {
    KafkaConnection kafka = new KafkaConnection(settings.bootstrapServers());
    try (Admin admin = Admin.create(kafka.admin())) {
      new TopicProvisioner(admin, settings.replicationFactor())
          .provision(Topics.ALL)
          .forEach(difference -> log.warn("left as it is: {}", difference));
    }
    return kafka;
  }

  @Bean("platform.eventProducer")
  EventProducer eventProducer(KafkaConnection kafka) {
    return new EventProducer(kafka, "tributary");
  }

  @Bean("platform.eventListeners")
  EventListeners eventListeners(KafkaConnection kafka, MeterRegistry metrics) {
    return new EventListeners(kafka, metrics);
  }

  @Bean("platform.kafkaCheck")
  KafkaCheck kafkaCheck(KafkaConnection kafka) {
    return new KafkaCheck(kafka);
  }

  @Bean("platform.managementListener")
  ManagementListener managementListener(
      ManagementSettings settings,
      PrometheusMeterRegistry metrics,
      ObjectProvider<ReadinessCheck> readiness,
      ObjectProvider<DependencyCheck> dependencies) {
    return new ManagementListener(
        settings.host(),
        settings.port(),
        metrics,
        () -> readiness.orderedStream().toList(),
        () -> dependencies.orderedStream().toList());
  }
}
