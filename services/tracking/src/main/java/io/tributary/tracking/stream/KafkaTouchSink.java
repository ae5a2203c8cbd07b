package io.tributary.tracking.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.Refused;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.tracking.refusal.RefusalSink;
import io.tributary.tracking.sink.OncePerSecond;
import io.tributary.tracking.sink.TouchSink;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectWriter;

/**
 * Events and refusals to Kafka, for callers that must not block.
 *
 * <p>A send blocks in two cases: the topic's partitions are not known, or the buffer is full. Hence
 * nothing is sent before the partitions of both topics are known, which a thread of its own finds
 * out, and what is under way is counted and bounded below the buffer's size. Batches form by
 * themselves behind the requests under way, so none waits for company.
 */
public final class KafkaTouchSink implements TouchSink, RefusalSink, SmartLifecycle {

  /** Before the edge takes requests, and stopped after it. */
  public static final int PHASE = 400;

  private static final Logger log = LoggerFactory.getLogger(KafkaTouchSink.class);
  private static final Stored DURABLE = new Stored.Durable();
  private static final int BUFFER_BYTES = 32 * 1024 * 1024;

  /** Of events under way, before compression; the rest of the buffer is for half-full batches. */
  private static final int MAX_BYTES_UNDER_WAY = BUFFER_BYTES / 2;

  private static final Duration MAX_BLOCK = Duration.ofMillis(100);
  private static final Duration START_WAIT = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofMillis(200);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  /** Topics in use stay known; a pause in traffic must not make the first send after it block. */
  private static final Duration METADATA_IDLE = Duration.ofDays(7);

  private final Map<String, Object> config;
  private final ObjectWriter events =
      EventJson.mapper().writerFor(Topics.TRACKING_EVENTS.valueType());
  private final ObjectWriter refusals =
      EventJson.mapper().writerFor(Topics.TRACKING_REFUSED.valueType());
  private final Counter refusalsUnrecorded;
  private final OncePerSecond logs = new OncePerSecond();
  private final AtomicLong bytesUnderWay = new AtomicLong();
  private final CountDownLatch warm = new CountDownLatch(1);
  private volatile @Nullable KafkaProducer<String, byte[]> producer;
  private volatile boolean running;

  /**
   * A sink that is not started yet.
   *
   * @param ackTimeout after which an event counts as not durable
   */
  public KafkaTouchSink(KafkaConnection kafka, Duration ackTimeout, MeterRegistry metrics) {
    config = kafka.producer("tracking-edge");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) MAX_BLOCK.toMillis());
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) ackTimeout.toMillis());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ackTimeout.toMillis());
    config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
    config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_IDLE.toMillis());
    refusalsUnrecorded =
        Counter.builder("refusals_unrecorded_total")
            .description("Refused inputs that could not be written to tracking.refused")
            .register(metrics);
    Gauge.builder("edge_bytes_under_way", bytesUnderWay, AtomicLong::doubleValue)
        .description("Bytes of events that Kafka has not acknowledged yet")
        .register(metrics);
  }

  @Override
  public CompletableFuture<Stored> store(TrackingEvent event) {
    return send(Topics.TRACKING_EVENTS.name(), event.visitorId(), events.writeValueAsBytes(event));
  }

  @Override
  public void record(Refused refused) {
    byte[] payload;
    try {
      payload = refusals.writeValueAsBytes(refused);
    } catch (JacksonException e) {
      refusalsUnrecorded.increment();
      log.error("a refusal of {} cannot be written: {}", refused.source(), e.getOriginalMessage());
      return;
    }
    var unused =
        send(Topics.TRACKING_REFUSED.name(), refused.source(), payload)
            .thenAccept(
                stored -> {
                  if (stored instanceof Stored.NotDurable) {
                    refusalsUnrecorded.increment();
                  }
                });
  }

  /** Whether the topics can be written to as far as is known. */
  public boolean ready() {
    return warm.getCount() == 0;
  }

  @Override
  public void start() {
    running = true;
    KafkaProducer<String, byte[]> fresh = new KafkaProducer<>(config);
    producer = fresh;
    Thread.ofPlatform().name("edge-warm-up").daemon().start(() -> warmUp(fresh));
    try {
      if (!warm.await(START_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Kafka does not answer; the edge starts without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    running = false;
    KafkaProducer<String, byte[]> current = producer;
    if (current != null) {
      current.close(CLOSE_WAIT);
      producer = null;
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

  private CompletableFuture<Stored> send(String topic, String key, byte[] payload) {
    KafkaProducer<String, byte[]> current = producer;
    if (current == null || !ready()) {
      return CompletableFuture.completedFuture(new Stored.NotDurable("not_connected"));
    }
    if (bytesUnderWay.addAndGet(payload.length) > MAX_BYTES_UNDER_WAY) {
      bytesUnderWay.addAndGet(-payload.length);
      return CompletableFuture.completedFuture(new Stored.NotDurable("buffer_full"));
    }
    CompletableFuture<Stored> stored = new CompletableFuture<>();
    try {
      var unused =
          current.send(
              new ProducerRecord<>(topic, key, payload),
              (metadata, failure) -> {
                bytesUnderWay.addAndGet(-payload.length);
                if (failure == null) {
                  stored.complete(DURABLE);
                } else {
                  warn(topic, failure);
                  stored.complete(new Stored.NotDurable("not_acknowledged"));
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      // Thrown instead of a call-back, for example when the producer is closed.
      if (stored.complete(new Stored.NotDurable("not_sent"))) {
        bytesUnderWay.addAndGet(-payload.length);
        warn(topic, e);
      }
    }
    return stored;
  }

  private void warn(String topic, Exception failure) {
    if (logs.isNow()) {
      log.warn("{} did not take an event: {}", topic, failure.toString());
    }
  }

  private void warmUp(KafkaProducer<String, byte[]> fresh) {
    while (running) {
      try {
        fresh.partitionsFor(Topics.TRACKING_EVENTS.name());
        fresh.partitionsFor(Topics.TRACKING_REFUSED.name());
        warm.countDown();
        return;
      } catch (KafkaException | IllegalStateException e) {
        log.debug("Kafka does not answer yet: {}", e.toString());
        try {
          Thread.sleep(RETRY);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }
}
