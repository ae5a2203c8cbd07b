package io.tributary.payment.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.tributary.payment.store.TransferStore.Due;
import io.tributary.platform.sql.Database;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Carries attempts that are due, several at a time on virtual threads. Several processes may run
 * it: an attempt is claimed with a lease before it is sent.
 */
public final class TransferWorker implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(TransferWorker.class);

  /** After the listeners of this process's API, which the sandbox is part of. */
  private static final int PHASE = 1_100;

  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(10);
  private static final Duration STOP_WAIT = Duration.ofSeconds(3);

  private final Database database;
  private final TransferBook book;
  private final String owner;
  private final Duration poll;
  private final int concurrency;
  private final MultiGauge states;
  private final Semaphore wake = new Semaphore(0);
  private final Semaphore slots;
  private final Set<Due> carried = ConcurrentHashMap.newKeySet();
  private volatile boolean running;
  private @Nullable Thread thread;
  private long watchedAt = System.nanoTime() - WATCH_INTERVAL.toNanos();

  /**
   * A worker that is not started.
   *
   * @param owner who holds the leases: unique to this process's life
   * @param poll how often it looks when nobody wakes it
   * @param concurrency requests to gateways at a time
   */
  public TransferWorker(
      Database database,
      TransferBook book,
      String owner,
      Duration poll,
      int concurrency,
      MeterRegistry metrics) {
    this.database = database;
    this.book = book;
    this.owner = owner;
    this.poll = poll;
    this.concurrency = concurrency;
    this.slots = new Semaphore(concurrency);
    this.states =
        MultiGauge.builder("payout_state")
            .description("Transfers by gateway and state")
            .register(metrics);
  }

  /** Has it look now: there is something new. */
  public void wake() {
    wake.release();
  }

  @Override
  public synchronized void start() {
    if (!running) {
      running = true;
      thread = Thread.ofVirtual().name("payment-worker").start(this::loop);
    }
  }

  @Override
  public synchronized void stop() {
    running = false;
    wake();
    Thread current = thread;
    thread = null;
    if (current != null) {
      try {
        current.join(STOP_WAIT);
        // What is on the wire may end; what does not is resolved after the lease.
        if (slots.tryAcquire(concurrency, STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
          slots.release(concurrency);
        }
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

  private void loop() {
    while (running) {
      try {
        if (wake.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
        while (running && book.beginNext(concurrency)) {
          log.debug("transfers are tried again");
        }
        carryDue();
        watch();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (running) {
          log.warn("transfers wait: {}", e.toString());
          pause();
        }
      }
    }
  }

  private void carryDue() throws InterruptedException {
    List<Due> due = book.due(concurrency * 2);
    for (Due one : due) {
      if (!running) {
        return;
      }
      if (!carried.add(one)) {
        continue;
      }
      slots.acquire();
      Thread.ofVirtual().name("payment-" + one.payout()).start(() -> carry(one));
    }
  }

  private void carry(Due due) {
    try {
      book.carry(due, owner);
    } catch (RuntimeException e) {
      log.warn("payout {} waits: {}", due.payout(), e.toString());
    } finally {
      carried.remove(due);
      slots.release();
      wake();
    }
  }

  private void watch() {
    if (System.nanoTime() - watchedAt < WATCH_INTERVAL.toNanos()) {
      return;
    }
    watchedAt = System.nanoTime();
    List<MultiGauge.Row<?>> rows =
        database
            .inTransaction(
                sql ->
                    sql.sql("select gateway, state, transfers from payment.transfer_states()")
                        .query(
                            (row, n) ->
                                MultiGauge.Row.of(
                                    Tags.of(
                                        "gateway",
                                        row.getString("gateway"),
                                        "state",
                                        row.getString("state")),
                                    row.getLong("transfers")))
                        .list())
            .stream()
            .<MultiGauge.Row<?>>map(row -> row)
            .toList();
    states.register(rows, true);
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
