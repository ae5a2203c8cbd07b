package io.tributary.platform.kafka;

import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

/**
 * Reads a compacted topic whole at start and follows it on its own thread.
 *
 * <p>Starting waits until the topic's end of that moment was reached, or gives up waiting after 30
 * s and catches up in the background; {@link #ready()} tells.
 */
public final class DirectoryReader<V> implements SmartLifecycle {

  /** Before the listeners that look into directories. */
  public static final int PHASE = 500;

  private static final Logger log = LoggerFactory.getLogger(DirectoryReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CAUGHT_UP_WAIT = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final KafkaConnection kafka;
  private final Topic<V> topic;
  private final DirectoryListener<V> listener;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
  private volatile @Nullable Thread thread;
  private volatile boolean running;

  public DirectoryReader(KafkaConnection kafka, Topic<V> topic, DirectoryListener<V> listener) {
    this.kafka = kafka;
    this.topic = topic;
    this.listener = listener;
  }

  /** Whether everything that stood on the topic at start was applied. */
  public boolean ready() {
    return caughtUp.getCount() == 0;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("directory-" + topic.name()).daemon().start(this::run);
    try {
      if (!caughtUp.await(CAUGHT_UP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("{} is not read to its end yet; going on in the background", topic.name());
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
      }
    }
  }

  private void follow(KafkaConsumer<String, byte[]> source) {
    List<TopicPartition> partitions =
        source.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    source.assign(partitions);
    source.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = source.endOffsets(partitions);
    while (running) {
      if (!ready()
          && ends.entrySet().stream()
              .allMatch(end -> source.position(end.getKey()) >= end.getValue())) {
        caughtUp.countDown();
      }
      for (ConsumerRecord<String, byte[]> record : source.poll(POLL)) {
        apply(record);
      }
    }
  }

  private void apply(ConsumerRecord<String, byte[]> record) {
    try {
      byte[] payload = record.value();
      listener.apply(
          record.key(),
          payload == null ? null : EventJson.mapper().readValue(payload, topic.valueType()));
    } catch (JacksonException e) {
      log.error(
          "{} offset {} cannot be read and is left out: {}",
          topic.name(),
          record.offset(),
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
