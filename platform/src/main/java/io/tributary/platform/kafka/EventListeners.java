package io.tributary.platform.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;
import tools.jackson.core.JacksonException;

/**
 * Listeners in batches: offsets are committed after the handler returned, outages are retried
 * without end, and a record that cannot be processed goes to its topic's dead letters.
 */
public final class EventListeners implements SmartLifecycle {

  /** Listeners start after the directories they look into and stop before them. */
  public static final int PHASE = 1_000;

  private static final Logger log = LoggerFactory.getLogger(EventListeners.class);
  private static final long FIRST_RETRY_MS = 1_000;
  private static final long LAST_RETRY_MS = 30_000;

  private final KafkaConnection kafka;
  private final MeterRegistry metrics;
  private final List<KafkaMessageListenerContainer<String, byte[]>> containers = new ArrayList<>();
  private final DefaultKafkaProducerFactory<String, byte[]> deadLetters;
  private volatile boolean running;

  public EventListeners(KafkaConnection kafka, MeterRegistry metrics) {
    this.kafka = kafka;
    this.metrics = metrics;
    this.deadLetters = new DefaultKafkaProducerFactory<>(kafka.producer("dead-letters"));
  }

  /** Registers a handler; it gets its first batch when the application has started. */
  public <V> void listen(String group, Topic<V> topic, BatchHandler<V> handler) {
    ContainerProperties properties = new ContainerProperties(topic.name());
    properties.setGroupId(group);
    properties.setAckMode(AckMode.BATCH);
    properties.setListenerTaskExecutor(new SimpleAsyncTaskExecutor(group + "-"));
    properties.setMissingTopicsFatal(false);
    properties.setMessageListener(
        (BatchMessageListener<String, byte[]>) records -> handle(group, topic, handler, records));
    var container =
        new KafkaMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<String, byte[]>(kafka.consumer(group)), properties);
    container.setBeanName(group + "-" + topic.name());
    container.setCommonErrorHandler(errorHandler(group, topic));
    containers.add(container);
    if (running) {
      container.start();
    }
  }

  @Override
  public synchronized void start() {
    running = true;
    containers.forEach(KafkaMessageListenerContainer::start);
  }

  @Override
  public synchronized void stop() {
    running = false;
    CompletableFuture<?>[] stopped =
        containers.stream()
            .map(container -> CompletableFuture.runAsync(container::stop))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(stopped).join();
    deadLetters.destroy();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private <V> void handle(
      String group,
      Topic<V> topic,
      BatchHandler<V> handler,
      List<ConsumerRecord<String, byte[]>> records) {
    List<Received<V>> batch = new ArrayList<>(records.size());
    try {
      for (int i = 0; i < records.size(); i++) {
        batch.add(decode(topic, records.get(i), i));
      }
      handler.handle(batch);
    } catch (PermanentFailure failure) {
      PermanentFailure first = applyBefore(failure, group, topic, handler, batch);
      Counter.builder("dead_letters_total")
          .description("Records that could not be processed and went to the dead letters")
          .tag("topic", topic.name())
          .register(metrics)
          .increment();
      throw new BatchListenerFailedException(first.code(), first, first.index());
    } catch (RuntimeException e) {
      throw outage(group, topic, e);
    }
  }

  /**
   * A failed batch was applied in no part, but the container takes the records before the failed
   * one for done. If one of them fails in turn, that is the first failure.
   */
  private static <V> PermanentFailure applyBefore(
      PermanentFailure failure,
      String group,
      Topic<V> topic,
      BatchHandler<V> handler,
      List<Received<V>> batch) {
    if (failure.index() == 0) {
      return failure;
    }
    try {
      handler.handle(batch.subList(0, failure.index()));
      return failure;
    } catch (PermanentFailure earlier) {
      return applyBefore(earlier, group, topic, handler, batch);
    } catch (RuntimeException e) {
      throw outage(group, topic, e);
    }
  }

  /** Naming the first record makes the container come back to the whole batch, after a pause. */
  private static BatchListenerFailedException outage(
      String group, Topic<?> topic, RuntimeException e) {
    log.warn("{} cannot apply {} yet, trying again: {}", group, topic.name(), e.toString());
    log.debug("cause", e);
    return new BatchListenerFailedException("outage", e, 0);
  }

  private static <V> Received<V> decode(
      Topic<V> topic, ConsumerRecord<String, byte[]> record, int index) {
    try {
      return new Received<>(
          record.key(),
          EventJson.mapper().readValue(record.value(), topic.valueType()),
          record.partition(),
          record.offset(),
          Instant.ofEpochMilli(record.timestamp()));
    } catch (JacksonException e) {
      throw new PermanentFailure(index, "undecodable", e.getOriginalMessage(), e);
    }
  }

  private DefaultErrorHandler errorHandler(String group, Topic<?> topic) {
    var recoverer =
        new DeadLetterPublishingRecoverer(
            new KafkaTemplate<>(deadLetters),
            (record, failure) -> new TopicPartition(topic.deadLetterName(), -1));
    recoverer.setHeadersFunction(
        (record, failure) -> {
          RecordHeaders headers = new RecordHeaders();
          for (var header : reasons(group, failure).entrySet()) {
            headers.add(header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8));
          }
          return headers;
        });
    recoverer.setFailIfSendResultIsError(true);
    ExponentialBackOff backOff = new ExponentialBackOff(FIRST_RETRY_MS, 2);
    backOff.setMaxInterval(LAST_RETRY_MS);
    DefaultErrorHandler handler = new DefaultErrorHandler(recoverer, backOff);
    handler.addNotRetryableExceptions(PermanentFailure.class);
    handler.setLogLevel(org.springframework.kafka.KafkaException.Level.DEBUG);
    return handler;
  }

  private static Map<String, String> reasons(String group, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PermanentFailure permanent) {
        String message = permanent.getMessage();
        return Map.of(
            "reason",
            permanent.code(),
            "message",
            message == null ? "" : message,
            "consumer",
            group);
      }
    }
    return Map.of("reason", "unexpected", "consumer", group);
  }
}
