package io.tributary.platform.kafka;

import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a compacted topic whole at start and follows it on its own thread.
 *
 * <p>Starting waits until the topic's end of that moment was reached, or gives up waiting after 30
 * s and catches up in the background; {@link #ready()} tells. With a snapshot on local disk a start
 * needs no Kafka: it is ready with the snapshot, and goes on from there when Kafka answers.
 */
public final class DirectoryReader<V> implements SmartLifecycle {

  /** Before the listeners that look into directories. */
  public static final int PHASE = 500;

  private static final Logger log = LoggerFactory.getLogger(DirectoryReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CAUGHT_UP_WAIT = Duration.ofSeconds(30);

  /** How long a start that has a snapshot waits for what changed since. */
  private static final Duration CURRENT_WAIT = Duration.ofSeconds(1);

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration TOUCH = Duration.ofMinutes(1);
  private static final long TOPIC_WAIT_SECONDS = 5;

  /**
   * An older snapshot is not gone on from: Kafka forgets deletions after a day, so that the topic
   * is read anew and what it does not hold is taken for deleted.
   */
  private static final Duration MAX_AGE = Duration.ofHours(12);

  private final KafkaConnection kafka;
  private final Topic<V> topic;
  private final DirectoryListener<V> listener;
  private final JsonMapper mapper;
  private final @Nullable DirectorySnapshot snapshot;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final CountDownLatch current = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Thread compaction;
  private volatile boolean running;

  public DirectoryReader(KafkaConnection kafka, Topic<V> topic, DirectoryListener<V> listener) {
    this(kafka, topic, listener, EventJson.mapper(), null);
  }

  /**
   * A reader that can start without Kafka.
   *
   * @param mapper that reads the topic's values
   * @param snapshot a file for what was read; null for none
   */
  public DirectoryReader(
      KafkaConnection kafka,
      Topic<V> topic,
      DirectoryListener<V> listener,
      JsonMapper mapper,
      @Nullable Path snapshot) {
    this.kafka = kafka;
    this.topic = topic;
    this.listener = listener;
    this.mapper = mapper;
    this.snapshot = snapshot == null ? null : new DirectorySnapshot(snapshot);
  }

  /** Whether everything that stood on the topic at start, or in the snapshot, was applied. */
  public boolean ready() {
    return caughtUp.getCount() == 0;
  }

  /** Whether everything that stood on the topic at start was applied. */
  public boolean isCurrent() {
    return current.getCount() == 0;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("directory-" + topic.name()).daemon().start(this::run);
    try {
      if (!caughtUp.await(CAUGHT_UP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("{} is not read to its end yet; going on in the background", topic.name());
      } else if (!current.await(CURRENT_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("{} cannot be read yet; starting with the snapshot of it", topic.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    running = false;
    KafkaConsumer<String, byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    Thread reader = thread;
    if (reader != null) {
      try {
        reader.join(Duration.ofSeconds(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private void run() {
    loadSnapshot();
    while (running) {
      try (KafkaConsumer<String, byte[]> fresh = new KafkaConsumer<>(kafka.reader())) {
        consumer = fresh;
        follow(fresh);
      } catch (WakeupException | InterruptException e) {
        if (running) {
          log.warn("reading {} was interrupted; starting over", topic.name());
        }
      } catch (KafkaException e) {
        log.warn("cannot read {}: {}; trying again", topic.name(), e.toString());
        pause();
      } catch (IOException e) {
        log.error("the snapshot of {} cannot be written: {}", topic.name(), e.toString());
        pause();
      }
    }
    closeSnapshot();
  }

  private void loadSnapshot() {
    if (snapshot == null) {
      return;
    }
    try {
      if (snapshot.load(this::apply)) {
        caughtUp.countDown();
      }
    } catch (IOException e) {
      log.error("the snapshot of {} cannot be read: {}", topic.name(), e.toString());
    }
  }

  private void follow(KafkaConsumer<String, byte[]> source) throws IOException {
    List<TopicPartition> partitions =
        source.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    source.assign(partitions);
    Map<TopicPartition, Long> ends = source.endOffsets(partitions);
    Set<String> unseen = Set.of();
    if (snapshot == null) {
      source.seekToBeginning(partitions);
    } else if (goesOn(snapshot, ends)) {
      Map<Integer, Long> next = snapshot.next();
      for (TopicPartition partition : partitions) {
        source.seek(partition, next.getOrDefault(partition.partition(), 0L));
      }
    } else {
      unseen = snapshot.keys();
      snapshot.rewrite(topicId());
      source.seekToBeginning(partitions);
    }
    boolean behind = true;
    long touched = System.nanoTime();
    while (running) {
      if (behind && reached(source, ends)) {
        behind = false;
        unseen.forEach(key -> apply(key, null));
        unseen = Set.of();
        if (snapshot != null) {
          snapshot.complete();
        }
        caughtUp.countDown();
        current.countDown();
      }
      ConsumerRecords<String, byte[]> records = source.poll(POLL);
      for (ConsumerRecord<String, byte[]> record : records) {
        apply(record.key(), record.value());
        if (snapshot != null) {
          snapshot.append(record.partition(), record.offset(), record.key(), record.value());
        }
        if (!unseen.isEmpty()) {
          unseen.remove(record.key());
        }
      }
      if (snapshot != null && !records.isEmpty()) {
        snapshot.flush();
        compactWhenDue(snapshot);
      }
      if (snapshot != null && !behind && System.nanoTime() - touched > TOUCH.toNanos()) {
        // Asked, because a poll does not tell that Kafka is away.
        source.endOffsets(partitions);
        snapshot.touch(Instant.now());
        touched = System.nanoTime();
      }
    }
  }

  private boolean reached(KafkaConsumer<String, byte[]> source, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> source.position(end.getKey()) >= end.getValue());
  }

  /** Whether the topic is the snapshot's, and neither is behind what the other forgot. */
  private boolean goesOn(DirectorySnapshot loaded, Map<TopicPartition, Long> ends) {
    String id = loaded.topicId();
    if (id == null || !id.equals(topicId())) {
      return false;
    }
    if (loaded.age(Instant.now()).compareTo(MAX_AGE) > 0) {
      return false;
    }
    Map<Integer, Long> next = loaded.next();
    return ends.entrySet().stream()
        .allMatch(end -> next.getOrDefault(end.getKey().partition(), 0L) <= end.getValue());
  }

  /** A topic that was deleted and made again has another id. */
  private String topicId() {
    try (Admin admin = Admin.create(kafka.admin())) {
      TopicDescription description =
          admin
              .describeTopics(List.of(topic.name()))
              .allTopicNames()
              .get(TOPIC_WAIT_SECONDS, TimeUnit.SECONDS)
              .get(topic.name());
      if (description == null) {
        throw new KafkaException("the topic " + topic.name() + " is not told");
      }
      return description.topicId().toString();
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("the topic " + topic.name() + " is not told", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void compactWhenDue(DirectorySnapshot grown) {
    Thread earlier = compaction;
    if (grown.isCompactionDue() && (earlier == null || !earlier.isAlive())) {
      compaction =
          Thread.ofPlatform()
              .name("directory-snapshot-" + topic.name())
              .daemon()
              .start(
                  () -> {
                    try {
                      grown.compact();
                    } catch (IOException e) {
                      log.warn("the snapshot of {} stays long: {}", topic.name(), e.toString());
                    }
                  });
    }
  }

  private void closeSnapshot() {
    if (snapshot != null) {
      try {
        snapshot.close();
      } catch (IOException e) {
        log.warn("the snapshot of {} cannot be closed: {}", topic.name(), e.toString());
      }
    }
  }

  private void apply(String key, byte @Nullable [] payload) {
    try {
      listener.apply(key, payload == null ? null : mapper.readValue(payload, topic.valueType()));
    } catch (JacksonException e) {
      log.error(
          "{}: the entry {} cannot be read and is left out: {}",
          topic.name(),
          key,
          e.getOriginalMessage());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
