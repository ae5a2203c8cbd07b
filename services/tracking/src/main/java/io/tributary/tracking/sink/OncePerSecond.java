package io.tributary.tracking.sink;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps a fault that meets every event from filling the log. */
public final class OncePerSecond {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong next = new AtomicLong(System.nanoTime());

  /** Whether a second has passed since this was last true. */
  public boolean isNow() {
    long now = System.nanoTime();
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + SECOND);
  }
}
