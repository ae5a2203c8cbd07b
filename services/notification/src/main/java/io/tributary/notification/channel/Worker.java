package io.tributary.notification.channel;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Repeats a piece of work on a virtual thread while the process runs. */
public final class Worker implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration STOP_WAIT = Duration.ofSeconds(2);

  private final String name;
  private final Duration pause;
  private final Runnable work;
  private final Semaphore stopped = new Semaphore(0);
  private volatile boolean running;
  private @Nullable Thread thread;

  /**
   * A worker.
   *
   * @param pause between the end of one round and the next
   */
  public Worker(String name, Duration pause, Runnable work) {
    this.name = name;
    this.pause = pause;
    this.work = work;
  }

  @Override
  public synchronized void start() {
    if (!running) {
      running = true;
      int unused = stopped.drainPermits();
      thread = Thread.ofVirtual().name(name).start(this::run);
    }
  }

  @Override
  public synchronized void stop() {
    running = false;
    if (thread != null) {
      // Not interrupted: that would break a transaction in the middle.
      stopped.release();
      try {
        thread.join(STOP_WAIT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    while (running) {
      try {
        work.run();
      } catch (RuntimeException e) {
        log.warn("{} waits: {}", name, e.toString());
        log.debug("cause", e);
      }
      try {
        boolean unused = stopped.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
