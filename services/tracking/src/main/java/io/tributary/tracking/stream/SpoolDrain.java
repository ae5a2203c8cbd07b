package io.tributary.tracking.stream;

import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.tracking.sink.OncePerSecond;
import io.tributary.tracking.spool.Spool;
import io.tributary.tracking.spool.Spool.Window;
import io.tributary.tracking.spool.SpoolRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what waits in the spool to Kafka, oldest first, and then lets records go to Kafka without
 * it again. One thread.
 *
 * <p>A record that the producer had may be in Kafka although it was not acknowledged: it was
 * spooled after the time that an answer waits, or the process died while it was sent. Such records
 * are looked for at the end of Kafka's topics before they are sent. Records of one key stay in
 * order: nothing is sent from the spool while the producer has anything else, and nothing goes past
 * the spool before its last record is acknowledged; in the moment between, records are held.
 */
final class SpoolDrain {

  private static final Logger log = LoggerFactory.getLogger(SpoolDrain.class);

  private static final int WINDOW_RECORDS = 10_000;
  private static final long WINDOW_BYTES = 4L * 1024 * 1024;

  /** The spool is nearly empty when a window holds fewer: records may be held meanwhile. */
  private static final int NEARLY_EMPTY = 2_000;

  /** Records whose doubts are settled by one look at Kafka's topics. */
  private static final int LOOK_AHEAD = 250_000;

  private static final Duration RETRY = Duration.ofMillis(200);
  private static final Duration LOOK_FOR_KAFKA = Duration.ofMillis(50);
  private static final Duration LOOK = Duration.ofMillis(5);

  /** For requests of a broken connection that a broker has taken and not worked off yet. */
  private static final Duration SETTLE = Duration.ofSeconds(1);

  private static final Duration HOUSEKEEPING = Duration.ofSeconds(1);
  private static final Duration LOSS_CHECK = Duration.ofSeconds(5);

  private final KafkaConnection kafka;
  private final LogWriter writer;
  private final List<String> topics;
  private final Spool spool;
  private final List<Stripe> stripes;
  private final Queue<Outgoing> spooledUnderWay;
  private final Duration ackTimeout;
  private final OncePerSecond logs = new OncePerSecond();
  private final Set<Long> acknowledgedLate = new HashSet<>();
  private final Fingerprint.Maker fingerprints = new Fingerprint.Maker();
  private final Thread thread;
  private @Nullable LogTail tail;

  /** Whether Kafka answered for a while since a record last failed. */
  private boolean settled;

  /** Those doubtful records before a sequence that Kafka has. */
  private Set<Fingerprint> inLog = Set.of();

  private long lookedBefore;
  private boolean lossChecked;
  private long lossCheckedAt = System.nanoTime();
  private volatile boolean running = true;

  SpoolDrain(
      KafkaConnection kafka,
      LogWriter writer,
      List<String> topics,
      Spool spool,
      List<Stripe> stripes,
      Queue<Outgoing> spooledUnderWay,
      Duration ackTimeout) {
    this.kafka = kafka;
    this.writer = writer;
    this.topics = List.copyOf(topics);
    this.spool = spool;
    this.stripes = List.copyOf(stripes);
    this.spooledUnderWay = spooledUnderWay;
    this.ackTimeout = ackTimeout;
    this.thread = Thread.ofPlatform().name("edge-drain").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Looks at once whether there is anything to do. */
  void wake() {
    LockSupport.unpark(thread);
  }

  void stop(Duration wait) throws InterruptedException {
    running = false;
    wake();
    thread.join(wait);
  }

  private void run() {
    while (running) {
      try {
        if (!writer.isWarm() && !writer.warmUp()) {
          LockSupport.parkNanos(LOOK_FOR_KAFKA.toNanos());
        } else if (allGoToLog()) {
          keepHouse();
        } else {
          drain();
        }
      } catch (KafkaException | IOException e) {
        if (logs.isNow()) {
          log.warn("the spool cannot be drained yet: {}", e.toString());
        }
        settled = false;
        closeTail();
        LockSupport.parkNanos(RETRY.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        log.error("a bug in draining the spool", e);
        LockSupport.parkNanos(HOUSEKEEPING.toNanos());
      }
    }
    closeTail();
  }

  private boolean allGoToLog() {
    for (Stripe stripe : stripes) {
      if (!stripe.goesToLog()) {
        return false;
      }
    }
    return true;
  }

  private void keepHouse() throws IOException {
    spool.expire();
    if (spool.keeps() && System.nanoTime() - lossCheckedAt > LOSS_CHECK.toNanos()) {
      checkLoss();
    }
    if (!spool.keeps()) {
      closeTail();
    }
    lossChecked = false;
    LockSupport.parkNanos(HOUSEKEEPING.toNanos());
  }

  private void drain() throws IOException, InterruptedException {
    stripes.forEach(Stripe::toSpool);
    if (!awaitNothingUnderWay()) {
      return;
    }
    if (!lossChecked && !writer.positions().isEmpty()) {
      checkLoss();
      lossChecked = true;
    }
    Window window = spool.read(WINDOW_RECORDS, WINDOW_BYTES);
    while (running && window != null) {
      if (!send(window)) {
        LockSupport.parkNanos(RETRY.toNanos());
        return;
      }
      if (window.records().size() < NEARLY_EMPTY) {
        break;
      }
      window = spool.read(WINDOW_RECORDS, WINDOW_BYTES);
    }
    handOver();
  }

  /** Every record that the producer has is acknowledged or given up within its delivery time. */
  private boolean awaitNothingUnderWay() {
    while (writer.bytesUnderWay() > 0) {
      if (!running) {
        return false;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    for (Outgoing record = spooledUnderWay.poll();
        record != null;
        record = spooledUnderWay.poll()) {
      if (record.isAcknowledged()) {
        acknowledgedLate.add(record.spooledAs());
      } else {
        settled = false;
      }
    }
    return true;
  }

  private boolean send(Window window) throws IOException, InterruptedException {
    List<SpoolRecord> left = notInLog(window.records());
    spool.sending(window, writer.positions());
    CountDownLatch ended = new CountDownLatch(left.size());
    AtomicInteger failed = new AtomicInteger();
    for (SpoolRecord record : left) {
      if (failed.get() > 0) {
        // The rest would wait in vain, one after the other.
        ended.countDown();
        continue;
      }
      writer.send(
          record,
          (metadata, failure) -> {
            if (failure instanceof RecordTooLargeException) {
              log.error("Kafka never takes the event {} of the spool", record.sequence());
            } else if (failure != null) {
              failed.incrementAndGet();
            }
            ended.countDown();
          });
    }
    if (!ended.await(2 * LogWriter.DELIVERY.toMillis(), TimeUnit.MILLISECONDS)
        || failed.get() > 0) {
      settled = false;
      return false;
    }
    spool.acknowledge(window);
    for (SpoolRecord record : window.records()) {
      acknowledgedLate.remove(record.sequence());
    }
    return true;
  }

  private List<SpoolRecord> notInLog(List<SpoolRecord> records)
      throws IOException, InterruptedException {
    List<SpoolRecord> left = new ArrayList<>(records.size());
    boolean doubtful = false;
    for (SpoolRecord record : records) {
      if (!acknowledgedLate.contains(record.sequence())) {
        left.add(record);
        doubtful |= record.isDoubtful();
      }
    }
    if (doubtful) {
      settle();
      if (records.getLast().sequence() >= lookedBefore) {
        lookForDoubtful();
      }
      left.removeIf(
          record ->
              record.isDoubtful()
                  && inLog.contains(fingerprints.of(record.topic(), record.value())));
    }
    return left;
  }

  private void settle() throws InterruptedException {
    if (!settled) {
      inLog = Set.of();
      lookedBefore = 0;
      tail().ends(topics);
      Thread.sleep(SETTLE);
      settled = true;
    }
  }

  /** Looks once for the doubtful records of many windows. */
  private void lookForDoubtful() throws IOException {
    Set<Fingerprint> wanted = new HashSet<>();
    long[] since = {Long.MAX_VALUE};
    long before =
        spool.peek(
            LOOK_AHEAD,
            record -> {
              if (record.isDoubtful()) {
                wanted.add(fingerprints.of(record.topic(), record.value()));
                since[0] = Math.min(since[0], record.acceptedAt());
              }
            });
    inLog = tail().find(wanted, topics, since[0]);
    lookedBefore = before;
  }

  /** The last of the spool goes to Kafka while records are held; then these and all others do. */
  private void handOver() throws IOException, InterruptedException {
    stripes.forEach(Stripe::hold);
    try {
      long deadline = System.nanoTime() + ackTimeout.toNanos();
      if (!spool.flush(ackTimeout)) {
        return;
      }
      Window window = spool.read(WINDOW_RECORDS, WINDOW_BYTES);
      while (window != null && System.nanoTime() - deadline < 0) {
        if (!send(window)) {
          return;
        }
        window = spool.read(WINDOW_RECORDS, WINDOW_BYTES);
      }
      if (spool.rest(writer.positions())) {
        stripes.forEach(Stripe::toLog);
      }
    } finally {
      if (!allGoToLog()) {
        stripes.forEach(Stripe::toSpool);
      }
    }
  }

  /** A broker that lost its power may have lost what it acknowledged. */
  private void checkLoss() throws IOException {
    Map<String, Long> ends = tail().ends(topics);
    lossCheckedAt = System.nanoTime();
    Map<String, Long> positions = writer.positions();
    boolean lost = false;
    for (Map.Entry<String, Long> position : positions.entrySet()) {
      Long end = ends.get(position.getKey());
      if (end != null && end <= position.getValue()) {
        lost = true;
        position.setValue(end - 1);
      }
    }
    if (lost) {
      log.error("Kafka has lost events that it had acknowledged; sending again what was spooled");
      writer.restore(positions);
      settled = false;
      stripes.forEach(Stripe::toSpool);
      spool.reopen(positions);
    }
  }

  private LogTail tail() {
    if (tail == null) {
      tail = new LogTail(kafka);
    }
    return tail;
  }

  private void closeTail() {
    if (tail != null) {
      tail.close();
      tail = null;
    }
  }
}
