package io.tributary.payment;

import io.tributary.contract.id.PayoutId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.payment.PaymentEvent;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.testing.TestDatabases;
import io.tributary.platform.testing.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What was told of a payout, once the outbox is empty. */
public final class PaymentFacts {

  private PaymentFacts() {}

  public static List<PaymentEvent> of(PayoutId payout) {
    awaitEmptyOutbox();
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", TestKafka.connection().bootstrapServers());
    List<PaymentEvent> facts = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.PAYMENT_EVENTS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  if (record.key().equals(payout.value())) {
                    facts.add(EventJson.mapper().readValue(record.value(), PaymentEvent.class));
                  }
                });
      }
    }
    return facts;
  }

  private static void awaitEmptyOutbox() {
    for (int i = 0; i < 400; i++) {
      long rows =
          TestDatabases.of("payment")
              .inTransaction(
                  sql -> sql.sql("select count(*) from payment.outbox").query(Long.class).single());
      if (rows == 0) {
        return;
      }
      try {
        Thread.sleep(25);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    throw new IllegalStateException("the outbox is not published");
  }
}
