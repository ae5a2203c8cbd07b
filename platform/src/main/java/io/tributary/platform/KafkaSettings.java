package io.tributary.platform;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Kafka.
 *
 * @param bootstrapServers brokers to start with, comma-separated host:port
 * @param replicationFactor copies of each topic that is created at start
 */
@ConfigurationProperties("tributary.kafka")
public record KafkaSettings(String bootstrapServers, @DefaultValue("1") int replicationFactor) {}
