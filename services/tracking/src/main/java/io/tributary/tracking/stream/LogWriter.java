package io.tributary.tracking.stream;

import io.tributary.contract.topic.Topic;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.tracking.sink.OncePerSecond;
import io.tributary.tracking.spool.SpoolRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer of the edge.
 *
 * <p>A send blocks in two cases: the topic's partitions are not known, or the buffer is full. Hence
 * nothing is to be sent before {@link #warmUp} found the partitions, and what is under way is
 * counted and bounded below the buffer's size. Batches form by themselves behind the one request
 * under way, so none waits for company; compressing them costs more than it saves (ADR 12).
 */
final class LogWriter {

  /** How long the producer tries to deliver a record; longer than an answer waits for it. */
  static final Duration DELIVERY = Duration.ofSeconds(10);

  /** Of a value, in bytes: below what brokers take by default, overhead included. */
  static final int MAX_VALUE = 900 * 1024;

  private static final Logger log = LoggerFactory.getLogger(LogWriter.class);
  private static final int BUFFER_BYTES = 32 * 1024 * 1024;

  /** Of events under way, before compression; the rest of the buffer is for half-full batches. */
  private static final int MAX_BYTES_UNDER_WAY = BUFFER_BYTES / 2;

  /** An event loop waits this long, once, where the partitions became unknown unnoticed. */
  private static final Duration MAX_BLOCK = Duration.ofMillis(10);

  private static final Duration REQUEST = Duration.ofSeconds(3);

  /** Topics in use stay known; a pause in traffic must not make the first send after it block. */
  private static final Duration METADATA_IDLE = Duration.ofDays(7);

  /** A topic, and the last offset of each of its partitions that was acknowledged. */
  static final class Target {

    private static final int MAX_PARTITIONS = 1_024;

    private final String topic;
    private final AtomicLongArray acknowledged = new AtomicLongArray(MAX_PARTITIONS);

    Target(Topic<?> topic) {
      this.topic = topic.name();
      for (int i = 0; i < MAX_PARTITIONS; i++) {
        acknowledged.setPlain(i, -1);
      }
    }

    String topic() {
      return topic;
    }

    /** Called by the producer's one thread. */
    void acknowledged(int partition, long offset) {
      if (partition < MAX_PARTITIONS && offset > acknowledged.getPlain(partition)) {
        acknowledged.setRelease(partition, offset);
      }
    }

    private void set(int partition, long offset) {
      acknowledged.setRelease(partition, offset);
    }

    private void addTo(Map<String, Long> positions) {
      for (int i = 0; i < MAX_PARTITIONS; i++) {
        long offset = acknowledged.getAcquire(i);
        if (offset >= 0) {
          positions.put(topic + "/" + i, offset);
        }
      }
    }
  }

  private final Map<String, Object> config;
  private final List<Target> targets;
  private final Runnable onFailure;
  private final AtomicLong bytesUnderWay = new AtomicLong();
  private final OncePerSecond logs = new OncePerSecond();
  private volatile @Nullable KafkaProducer<String, byte[]> producer;
  private volatile boolean warm;

  /**
   * A writer that is not open yet.
   *
   * @param onFailure told of every record of an answer under way that failed; must not block
   */
  LogWriter(KafkaConnection kafka, List<Target> targets, Runnable onFailure) {
    this.targets = List.copyOf(targets);
    this.onFailure = onFailure;
    config = kafka.producer("tracking-edge");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) MAX_BLOCK.toMillis());
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
    config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
    config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_IDLE.toMillis());
  }

  void open() {
    producer = new KafkaProducer<>(config);
  }

  /** Ends what is under way, one way or the other. */
  void close(Duration wait) {
    KafkaProducer<String, byte[]> current = producer;
    producer = null;
    warm = false;
    if (current != null) {
      current.close(wait);
    }
  }

  /** Finds out the partitions of all topics; blocks for a moment when Kafka does not answer. */
  boolean warmUp() {
    KafkaProducer<String, byte[]> current = producer;
    if (current == null) {
      return false;
    }
    try {
      for (Target target : targets) {
        current.partitionsFor(target.topic());
      }
      warm = true;
    } catch (KafkaException | IllegalStateException e) {
      log.debug("Kafka does not answer yet: {}", e.toString());
    }
    return warm;
  }

  /** Whether the topics can be written to as far as is known. */
  boolean isWarm() {
    return warm;
  }

  /** Sends a record and never blocks; false when the producer cannot take it. */
  boolean send(Outgoing record) {
    KafkaProducer<String, byte[]> current = producer;
    int bytes = record.value().length;
    if (current == null || !warm) {
      return false;
    }
    if (bytesUnderWay.addAndGet(bytes) > MAX_BYTES_UNDER_WAY) {
      bytesUnderWay.addAndGet(-bytes);
      return false;
    }
    record.underWay();
    try {
      var unused =
          current.send(
              new ProducerRecord<>(record.target().topic(), record.key(), record.value()), record);
      return true;
    } catch (KafkaException | IllegalStateException e) {
      // Thrown instead of a call-back, for example when the producer is closed.
      if (!record.isAcknowledged() && !record.hasFailed()) {
        record.onCompletion(null, e);
      }
      return false;
    }
  }

  /** Called back by a record when Kafka has it or the producer gave it up. */
  void ended(Outgoing record, @Nullable Exception failure) {
    bytesUnderWay.addAndGet(-record.value().length);
    if (failure != null) {
      // The partitions may have become unknown, and a send would block to find them.
      warm = false;
      warn(failure);
      onFailure.run();
    }
  }

  /** Sends a record of the spool; may block for a moment. */
  void send(SpoolRecord record, Callback callback) {
    KafkaProducer<String, byte[]> current = producer;
    if (current == null) {
      callback.onCompletion(null, new KafkaException("the producer is closed"));
      return;
    }
    try {
      var unused =
          current.send(
              new ProducerRecord<>(record.topic(), record.key(), record.value()),
              (metadata, failure) -> {
                if (failure == null) {
                  acknowledged(record.topic(), metadata.partition(), metadata.offset());
                } else {
                  warm = false;
                  warn(failure);
                }
                callback.onCompletion(metadata, failure);
              });
    } catch (KafkaException | IllegalStateException e) {
      warm = false;
      callback.onCompletion(null, e);
    }
  }

  private void acknowledged(String topic, int partition, long offset) {
    for (Target target : targets) {
      if (target.topic().equals(topic)) {
        target.acknowledged(partition, offset);
      }
    }
  }

  long bytesUnderWay() {
    return bytesUnderWay.get();
  }

  /** The last offset that Kafka acknowledged, by {@code topic/partition}. */
  Map<String, Long> positions() {
    Map<String, Long> positions = new HashMap<>();
    for (Target target : targets) {
      target.addTo(positions);
    }
    return positions;
  }

  /** Takes positions for those that Kafka acknowledged. */
  void restore(Map<String, Long> positions) {
    positions.forEach(
        (name, offset) -> {
          int slash = name.lastIndexOf('/');
          int partition = Integer.parseInt(name.substring(slash + 1));
          for (Target target : targets) {
            if (target.topic().equals(name.substring(0, slash))) {
              target.set(partition, offset);
            }
          }
        });
  }

  private void warn(Exception failure) {
    if (logs.isNow()) {
      log.warn("Kafka did not take an event: {}", failure.toString());
    }
  }
}
