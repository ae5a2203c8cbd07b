package io.tributary.tracking.stream;

import io.tributary.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Looks what stands at the end of Kafka's topics. */
final class LogTail implements AutoCloseable {

  /** Before the time at which a record was spooled: it was sent a little earlier. */
  private static final long MARGIN_MS = 10_000;

  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MAX_IDLE_POLLS = 50;

  private final Fingerprint.Maker fingerprints = new Fingerprint.Maker();
  private final KafkaConsumer<String, byte[]> consumer;

  LogTail(KafkaConnection kafka) {
    Map<String, Object> config = kafka.reader();
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer = new KafkaConsumer<>(config);
  }

  /** The offset behind the last record, by {@code topic/partition}. */
  Map<String, Long> ends(List<String> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      partitions.addAll(partitions(topic));
    }
    consumer.assign(partitions);
    Map<String, Long> ends = new HashMap<>();
    consumer
        .endOffsets(partitions)
        .forEach(
            (partition, end) -> ends.put(partition.topic() + "/" + partition.partition(), end));
    return ends;
  }

  /**
   * Which of the records stand in Kafka, byte for byte.
   *
   * @param since a time at or before which the oldest of them was spooled
   */
  Set<Fingerprint> find(Set<Fingerprint> wanted, List<String> topics, long since) {
    Set<Fingerprint> found = new HashSet<>();
    for (String topic : topics) {
      find(topic, wanted, since - MARGIN_MS, found);
    }
    return found;
  }

  private void find(String topic, Set<Fingerprint> wanted, long since, Set<Fingerprint> found) {
    Map<TopicPartition, Long> times = new HashMap<>();
    for (TopicPartition partition : partitions(topic)) {
      times.put(partition, since);
    }
    consumer.assign(times.keySet());
    Map<TopicPartition, Long> ends = consumer.endOffsets(times.keySet());
    Map<TopicPartition, Long> from = new HashMap<>();
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> start :
        consumer.offsetsForTimes(times).entrySet()) {
      if (start.getValue() != null
          && start.getValue().offset() < ends.getOrDefault(start.getKey(), 0L)) {
        from.put(start.getKey(), start.getValue().offset());
      }
    }
    consumer.assign(from.keySet());
    from.forEach(consumer::seek);
    int idle = 0;
    while (behind(from.keySet(), ends)) {
      boolean any = false;
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        any = true;
        if (record.value() != null) {
          Fingerprint fingerprint = fingerprints.of(topic, record.value());
          if (wanted.contains(fingerprint)) {
            found.add(fingerprint);
          }
        }
      }
      idle = any ? 0 : idle + 1;
      if (idle > MAX_IDLE_POLLS) {
        throw new TimeoutException("the end of " + topic + " cannot be read");
      }
    }
  }

  private boolean behind(Set<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
    for (TopicPartition partition : partitions) {
      if (consumer.position(partition) < ends.getOrDefault(partition, 0L)) {
        return true;
      }
    }
    return false;
  }

  private List<TopicPartition> partitions(String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo info : consumer.partitionsFor(topic)) {
      partitions.add(new TopicPartition(topic, info.partition()));
    }
    return partitions;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
