package io.tributary.identity;

import org.springframework.context.SmartLifecycle;

/** Makes the service usable before it is reachable. */
final class Start implements SmartLifecycle {

  /** After the outboxes, before anything that answers requests. */
  private static final int PHASE = 100;

  private final Runnable prepare;
  private volatile boolean running;

  Start(Runnable prepare) {
    this.prepare = prepare;
  }

  @Override
  public synchronized void start() {
    if (!running) {
      prepare.run();
      running = true;
    }
  }

  @Override
  public void stop() {
    running = false;
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
