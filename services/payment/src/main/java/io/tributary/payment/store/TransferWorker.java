package io.tributary.payment.store;

import io.tributary.payment.store.TransferStore.Due;
import io.tributary.platform.work.Pauses;
import io.tributary.platform.work.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

  private static final Duration STOP_WAIT = Duration.ofSeconds(3);

  private final TransferBook book;
  private final String owner;
  private final int concurrency;
  private final Worker worker;
  private final Semaphore slots;
  private final Set<Due> carried = ConcurrentHashMap.newKeySet();

  /**
   * A worker that is not started.
   *
   * @param owner who holds the leases: unique to this process's life
   * @param poll how often it looks when nobody wakes it
   * @param concurrency requests to gateways at a time
   */
  public TransferWorker(TransferBook book, String owner, Duration poll, int concurrency) {
    this.book = book;
    this.owner = owner;
    this.concurrency = concurrency;
    this.worker = new Worker("payment-worker", PHASE, Pauses.of(poll), this::round);
    this.slots = new Semaphore(concurrency);
  }

  /** Has it look now: there is something new. */
  public void wake() {
    worker.wake();
  }

  @Override
  public void start() {
    worker.start();
  }

  @Override
  public void stop() {
    worker.stop();
    try {
      // What is on the wire may end; what does not is resolved after the lease.
      if (slots.tryAcquire(concurrency, STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        slots.release(concurrency);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return worker.isRunning();
  }

  @Override
  public int getPhase() {
    return worker.getPhase();
  }

  private boolean round() {
    boolean begun = book.beginNext(concurrency);
    carryDue();
    return begun;
  }

  /** Those for which there is no slot are found again when one of the others has ended. */
  private void carryDue() {
    List<Due> due = book.due(concurrency * 2);
    for (Due one : due) {
      if (carried.contains(one)) {
        continue;
      }
      if (!worker.isRunning() || !slots.tryAcquire()) {
        return;
      }
      carried.add(one);
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
}
