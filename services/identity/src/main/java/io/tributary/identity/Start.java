package io.tributary.identity;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Makes the service usable before it is reachable, and cleans up from time to time while it runs.
 */
final class Start implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Start.class);

  /** After the outboxes, before anything that answers requests. */
  private static final int PHASE = 100;

  private static final Duration HOUSEKEEPING = Duration.ofHours(1);

  private final Runnable prepare;
  private final Runnable housekeep;
  private final Semaphore stopped = new Semaphore(0);
  private volatile boolean running;

  Start(Runnable prepare, Runnable housekeep) {
    this.prepare = prepare;
    this.housekeep = housekeep;
  }

  @Override
  public synchronized void start() {
    if (running) {
      return;
    }
    prepare.run();
    running = true;
    stopped.drainPermits();
    Thread.ofVirtual().name("identity-housekeeping").start(this::run);
  }

  @Override
  public synchronized void stop() {
    running = false;
    // Not interrupted: that would break a transaction in the middle.
    stopped.release();
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
      try {
        if (!stopped.tryAcquire(HOUSEKEEPING.toMillis(), TimeUnit.MILLISECONDS)) {
          housekeep.run();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.warn("identity housekeeping waits: {}", e.toString());
      }
    }
  }
}
