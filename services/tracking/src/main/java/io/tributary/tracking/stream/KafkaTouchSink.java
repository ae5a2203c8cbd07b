package io.tributary.tracking.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.json.TrackingEventJson;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.Refused;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.tracking.refusal.RefusalSink;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.spool.Spool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectWriter;

/**
 * Events and refusals to Kafka, for callers that must not block; what Kafka does not acknowledge in
 * time goes to the spool, and from there to Kafka.
 *
 * <p>As soon as one record is late, everything under way goes to the spool in the order in which it
 * was given, and so does what comes after it, until {@link SpoolDrain} has brought all of it to
 * Kafka.
 */
public final class KafkaTouchSink implements TouchSink, RefusalSink, SmartLifecycle {

  /** Before the edge takes requests, and stopped after it. */
  public static final int PHASE = 400;

  private static final Logger log = LoggerFactory.getLogger(KafkaTouchSink.class);

  /** A power of two. */
  private static final int STRIPES = 16;

  /** Of the spool, at which refusals are no longer spooled: the rest is for events. */
  private static final double REFUSALS_UP_TO = 0.5;

  private static final int LOOKS_PER_TIMEOUT = 10;
  private static final Duration START_WAIT = Duration.ofSeconds(3);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

  private final ObjectWriter refusals =
      EventJson.mapper().writerFor(Topics.TRACKING_REFUSED.valueType());
  private final LogWriter.Target eventLog = new LogWriter.Target(Topics.TRACKING_EVENTS);
  private final LogWriter.Target refusalLog = new LogWriter.Target(Topics.TRACKING_REFUSED);
  private final LogWriter writer;
  private final Spool spool;
  private final List<Stripe> stripes = new ArrayList<>();
  private final SpoolDrain drain;
  private final Duration ackTimeout;
  private final Duration look;
  private final Counter refusalsUnrecorded;
  private volatile @Nullable Thread watch;
  private volatile boolean running;

  /** The time, as exact as a look at what is late needs it. */
  private volatile long now = System.nanoTime();

  /**
   * A sink that is not started yet.
   *
   * @param ackTimeout after which an event goes to the spool
   */
  public KafkaTouchSink(
      KafkaConnection kafka, Spool spool, Duration ackTimeout, MeterRegistry metrics) {
    this.spool = spool;
    this.ackTimeout = ackTimeout;
    this.look = ackTimeout.dividedBy(LOOKS_PER_TIMEOUT);
    writer = new LogWriter(kafka, List.of(eventLog, refusalLog), this::lookAtOnce);
    writer.restore(spool.positions());
    Queue<Outgoing> spooledUnderWay = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < STRIPES; i++) {
      stripes.add(new Stripe(writer, spool, spooledUnderWay));
    }
    drain =
        new SpoolDrain(
            kafka,
            writer,
            List.of(eventLog.topic(), refusalLog.topic()),
            spool,
            stripes,
            spooledUnderWay,
            ackTimeout);
    refusalsUnrecorded =
        Counter.builder("refusals_unrecorded_total")
            .description("Refused inputs that could not be written to tracking.refused")
            .register(metrics);
    Gauge.builder("edge_bytes_under_way", writer, LogWriter::bytesUnderWay)
        .description("Bytes of events that Kafka has not acknowledged yet")
        .register(metrics);
    Gauge.builder("edge_spooling", this, sink -> sink.goesToLog() ? 0 : 1)
        .description("Whether events go to local disk, because Kafka does not take them in time")
        .register(metrics);
  }

  @Override
  public CompletableFuture<Stored> store(TrackingEvent event) {
    byte[] value = TrackingEventJson.write(event);
    Outgoing record = new Outgoing(writer, eventLog, event.visitorId(), value, now);
    take(record);
    return record;
  }

  @Override
  public void record(Refused refused) {
    byte[] value;
    try {
      value = refusals.writeValueAsBytes(refused);
    } catch (JacksonException e) {
      refusalsUnrecorded.increment();
      log.error("a refusal of {} cannot be written: {}", refused.source(), e.getOriginalMessage());
      return;
    }
    Outgoing record = new Outgoing(writer, refusalLog, refused.source(), value, now);
    if (goesToLog() || spool.used() < REFUSALS_UP_TO) {
      take(record);
    } else {
      record.refused("spool_full");
    }
    var unused =
        record.thenAccept(
            stored -> {
              if (stored instanceof Stored.NotDurable) {
                refusalsUnrecorded.increment();
              }
            });
  }

  private void take(Outgoing record) {
    if (record.value().length > LogWriter.MAX_VALUE) {
      record.refused("too_large");
      return;
    }
    int hash = record.key().hashCode();
    stripes.get((hash ^ (hash >>> 16)) & (STRIPES - 1)).take(record);
  }

  /** Whether events go to Kafka without the spool. */
  public boolean goesToLog() {
    for (Stripe stripe : stripes) {
      if (!stripe.goesToLog()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void start() {
    running = true;
    writer.open();
    watch = Thread.ofPlatform().name("edge-watch").daemon().start(this::watch);
    drain.start();
    long deadline = System.nanoTime() + START_WAIT.toNanos();
    while (!goesToLog() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(look.toNanos());
    }
    if (!goesToLog()) {
      log.warn("Kafka does not take events yet; the edge starts with its spool");
    }
  }

  private void watch() {
    while (running) {
      now = System.nanoTime();
      long before = now - ackTimeout.toNanos();
      for (Stripe stripe : stripes) {
        if (stripe.isStuck(before)) {
          log.warn("Kafka does not acknowledge in time; events go to the spool");
          stripes.forEach(Stripe::toSpool);
          drain.wake();
          break;
        }
      }
      LockSupport.parkNanos(look.toNanos());
    }
  }

  private void lookAtOnce() {
    LockSupport.unpark(watch);
  }

  @Override
  public void stop() {
    if (!running) {
      return;
    }
    running = false;
    lookAtOnce();
    stripes.forEach(Stripe::toSpool);
    try {
      drain.stop(CLOSE_WAIT);
      spool.flush(CLOSE_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writer.close(CLOSE_WAIT);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
