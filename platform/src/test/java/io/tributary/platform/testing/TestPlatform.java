package io.tributary.platform.testing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.contract.id.IdSource;
import io.tributary.platform.kafka.KafkaConnection;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What a role without an API finds in its process: clock, ids, metrics, and the Kafka of {@code
 * tributary.kafka.bootstrap-servers}, whose topics are the test's to provision.
 */
@Configuration(proxyBeanMethods = false)
public class TestPlatform {

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  IdSource ids() {
    return IdSource.system();
  }

  @Bean
  MeterRegistry metrics() {
    return new SimpleMeterRegistry();
  }

  @Bean
  KafkaConnection kafka(@Value("${tributary.kafka.bootstrap-servers}") String bootstrapServers) {
    return new KafkaConnection(bootstrapServers);
  }
}
