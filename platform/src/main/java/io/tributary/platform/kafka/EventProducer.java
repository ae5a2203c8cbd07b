package io.tributary.platform.kafka;

import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Sends values to their topics; a completed future means that Kafka has the record for good. */
public final class EventProducer implements AutoCloseable {

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final KafkaProducer<String, byte[]> producer;

  public EventProducer(KafkaConnection kafka, String clientId) {
    this.producer = new KafkaProducer<>(kafka.producer(clientId));
  }

  /** Sends; the future fails when Kafka did not acknowledge within the delivery time-out. */
  public <V> CompletableFuture<RecordMetadata> send(Topic<V> topic, String key, V value) {
    // As the topic's type and not the value's own, since that is what writes the type's name.
    byte[] payload = EventJson.mapper().writerFor(topic.valueType()).writeValueAsBytes(value);
    return send(topic.name(), key, payload);
  }

  /** Sends a payload that is encoded already. */
  public CompletableFuture<RecordMetadata> send(String topic, String key, byte[] payload) {
    CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
    try {
      // The callback completes the future that is returned.
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(topic, key, payload),
              (metadata, failure) -> {
                if (failure == null) {
                  acknowledged.complete(metadata);
                } else {
                  acknowledged.completeExceptionally(failure);
                }
              });
    } catch (KafkaException e) {
      acknowledged.completeExceptionally(e);
    }
    return acknowledged;
  }

  @Override
  public void close() {
    producer.close(CLOSE_WAIT);
  }
}
