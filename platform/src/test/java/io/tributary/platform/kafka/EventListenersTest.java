package io.tributary.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.contract.audit.AuditRecorded;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.topic.Topic;
import io.tributary.platform.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EventListenersTest {

  private static final IdSource IDS = IdSource.system();

  @Test
  void anOutageIsRetriedAndAPoisonRecordGoesToTheDeadLettersWhileTheRestIsApplied() {
    Topic<AuditRecorded> topic = topic(new Topic.Retention.Forever());
    KafkaConnection kafka = TestKafka.connection();
    try (EventProducer producer = new EventProducer(kafka, "test")) {
      producer.send(topic, "k", event("first")).join();
      producer.send(topic.name(), "k", "{not json".getBytes(StandardCharsets.UTF_8)).join();
      producer.send(topic, "k", event("hopeless")).join();
      producer.send(topic, "k", event("last")).join();

      List<String> applied = new CopyOnWriteArrayList<>();
      AtomicInteger outages = new AtomicInteger();
      EventListeners listeners = new EventListeners(kafka, new SimpleMeterRegistry());
      listeners.listen(
          "group-" + topic.name(),
          topic,
          batch -> {
            if (outages.getAndIncrement() == 0) {
              throw new IllegalStateException("the database is down");
            }
            for (int i = 0; i < batch.size(); i++) {
              if (batch.get(i).value().action().equals("hopeless")) {
                throw new PermanentFailure(i, "hopeless", "no use");
              }
            }
            batch.forEach(record -> applied.add(record.value().action()));
          });
      listeners.start();
      await(() -> applied.contains("last"));
      listeners.stop();

      assertThat(applied).containsExactly("first", "last");
      assertThat(deadLetters(topic, 2)).containsExactly("undecodable", "hopeless");
    }
  }

  @Test
  void aDirectoryIsReadWholeAtStartAndFollowed() {
    Topic<AuditRecorded> topic = topic(new Topic.Retention.Compacted());
    KafkaConnection kafka = TestKafka.connection();
    try (EventProducer producer = new EventProducer(kafka, "test")) {
      producer.send(topic, "a", event("a")).join();
      List<String> seen = new CopyOnWriteArrayList<>();
      var reader =
          new DirectoryReader<>(
              kafka, topic, (key, value) -> seen.add(key + (value == null ? " gone" : "")));
      reader.start();
      assertThat(reader.ready()).isTrue();
      assertThat(seen).containsExactly("a");
      producer.send(topic, "b", event("b")).join();
      await(() -> seen.contains("b"));
      reader.stop();
    }
  }

  @Test
  void topicsAreCreatedAndADifferenceIsReportedButNotMended() {
    TestKafka.provision();
    assertThat(TestKafka.provision()).isEmpty();
    Topic<AuditRecorded> narrow = topic(new Topic.Retention.Forever());
    try (Admin admin = Admin.create(TestKafka.connection().admin())) {
      admin
          .createPartitions(Map.of(narrow.name(), NewPartitions.increaseTo(3)))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
      Topic<AuditRecorded> compacted =
          new Topic<>(
              narrow.name(), "key", AuditRecorded.class, 1, new Topic.Retention.Compacted());
      List<String> differences =
          new TopicProvisioner(admin, 1).provision(List.<Topic<?>>of(compacted));
      assertThat(differences).hasSize(2);
      assertThat(differences).anyMatch(line -> line.contains("3 partitions"));
      assertThat(differences).anyMatch(line -> line.contains("cleanup.policy"));
      assertThat(new TopicProvisioner(admin, 1).provision(List.<Topic<?>>of(compacted))).hasSize(2);
    }
  }

  private static Topic<AuditRecorded> topic(Topic.Retention retention) {
    Topic<AuditRecorded> topic =
        new Topic<>("test." + IDS.next(), "key", AuditRecorded.class, 1, retention);
    try (Admin admin = Admin.create(TestKafka.connection().admin())) {
      assertThat(new TopicProvisioner(admin, 1).provision(List.<Topic<?>>of(topic))).isEmpty();
    }
    return topic;
  }

  private static AuditRecorded event(String action) {
    return new AuditRecorded(
        IDS.next(), TenantId.of(IDS.next()), "usr", action, "target", Instant.EPOCH, Map.of());
  }

  private static List<String> deadLetters(Topic<?> topic, int count) {
    List<String> reasons = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(TestKafka.connection().reader())) {
      TopicPartition partition = new TopicPartition(topic.deadLetterName(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Instant limit = Instant.now().plusSeconds(15);
      while (reasons.size() < count && Instant.now().isBefore(limit)) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          reasons.add(
              new String(record.headers().lastHeader("reason").value(), StandardCharsets.UTF_8));
        }
      }
    }
    return reasons;
  }

  private static void await(BooleanSupplier condition) {
    Instant limit = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(limit);
      Thread.onSpinWait();
    }
  }
}
