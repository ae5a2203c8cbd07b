package io.tributary.tracking;

import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topic;
import io.tributary.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** What stands on a topic. */
final class TopicLog<V> implements AutoCloseable {

  private final Topic<V> topic;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final List<ConsumerRecord<String, V>> found = new ArrayList<>();

  TopicLog(KafkaConnection kafka, Topic<V> topic) {
    this.topic = topic;
    consumer = new KafkaConsumer<>(kafka.reader());
    partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(topic.name(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** All records up to this moment. */
  List<ConsumerRecord<String, V>> upToNow() {
    visitNew(found::add);
    return found;
  }

  /** The records up to this moment that were not visited before; nothing is kept of them. */
  void visitNew(Consumer<ConsumerRecord<String, V>> visitor) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
        visitor.accept(
            new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                EventJson.mapper().readValue(record.value(), topic.valueType())));
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
