package io.tributary.platform.work;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Repeats a piece of work on a virtual thread of its own, from the start of the context to its
 * stop.
 *
 * <p>A round that fails is tried again after pauses that grow; the first failure in a row is
 * logged, and so is the success that follows. Stopping ends a pause at once and waits for a round
 * under way, which is never interrupted: that would break a transaction in the middle.
 */
public final class Worker implements SmartLifecycle {

  /** After the directories, before the listeners. */
  public static final int PHASE = 600;

  /** How long stopping waits for a round under way. */
  public static final Duration STOP_WAIT = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  private final String name;
  private final int phase;
  private final Pauses pauses;
  private final Work work;
  private final DoubleSupplier chance;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition signal = lock.newCondition();
  private boolean woken;
  private volatile @Nullable Thread thread;

  /** A worker of {@link #PHASE} that is not started. */
  public Worker(String name, Pauses pauses, Work work) {
    this(name, PHASE, pauses, work);
  }

  /**
   * A worker that is not started.
   *
   * @param name of its thread, and in the log
   * @param phase when in the life of the context it starts and stops
   */
  public Worker(String name, int phase, Pauses pauses, Work work) {
    this(name, phase, pauses, work, () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * A worker that is not started.
   *
   * @param chance from 0 to 1, by which pauses are shortened
   */
  Worker(String name, int phase, Pauses pauses, Work work, DoubleSupplier chance) {
    this.name = name;
    this.phase = phase;
    this.pauses = pauses;
    this.work = work;
    this.chance = chance;
  }

  /** Ends the pause between two rounds: there is something to do. A retry is not hastened. */
  public void wake() {
    lock.lock();
    try {
      woken = true;
      signal.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      forgetWake();
      Thread fresh = Thread.ofVirtual().name(name).unstarted(this::run);
      thread = fresh;
      fresh.start();
    }
  }

  @Override
  public synchronized void stop() {
    Thread current = thread;
    if (current == null) {
      return;
    }
    thread = null;
    wake();
    try {
      if (!current.join(STOP_WAIT)) {
        log.warn("{} is still at work", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    return phase;
  }

  private void run() {
    try {
      rest(pauses.beforeFirst(chance.getAsDouble()), true);
      int failures = 0;
      while (isCurrent()) {
        try {
          boolean more = work.round();
          if (failures > 0) {
            log.info("{} works again", name);
            failures = 0;
          }
          if (!more) {
            rest(pauses.afterRound(chance.getAsDouble()), true);
          }
        } catch (RuntimeException e) {
          failures++;
          report(failures, e);
          rest(pauses.afterFailure(failures, chance.getAsDouble()), false);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False when it was stopped, or stopped and started anew. */
  private boolean isCurrent() {
    return thread == Thread.currentThread();
  }

  private void report(int failures, RuntimeException e) {
    if (failures == 1 && isCurrent()) {
      log.warn("{} waits: {}", name, e.toString());
    }
    log.debug("{} failed {} times in a row", name, failures, e);
  }

  private void rest(Duration pause, boolean wakeable) throws InterruptedException {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (left > 0 && isCurrent() && !(wakeable && woken)) {
        left = signal.awaitNanos(left);
      }
      if (isCurrent()) {
        woken = false;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stopping wakes it; that is not a reason to skip the first pause of the next start. */
  private void forgetWake() {
    lock.lock();
    try {
      woken = false;
    } finally {
      lock.unlock();
    }
  }
}
