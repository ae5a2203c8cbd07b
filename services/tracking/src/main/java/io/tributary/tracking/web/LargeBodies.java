package io.tributary.tracking.web;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Has large bodies read and decided on beside the event loops, so that clicks of the same loop do
 * not wait for them: a few at once, the others in the order in which they came.
 *
 * <p>What reads and decides is the same for all event loops, and so may be used by other threads as
 * well: directories and what is worked out of them are concurrent, or immutable in what they
 * remember; visitors come from a secure random source, which threads may share; hash functions and
 * the scratch space of classifiers belong to their thread, and a thread of its own makes its own;
 * the sinks keep the order of a visitor under a lock. An {@link Exchange} belongs to its event
 * loop: no more than the head of its request is read elsewhere, and answers are steps on that loop.
 */
final class LargeBodies {

  /** Beyond that, in bytes: what takes a few milliseconds stays on its loop. */
  static final int LARGE = 64 * 1024;

  /** Of those that wait or are in work together, in bytes: the work of a few seconds. */
  static final int MAX_HELD = 32 * 1024 * 1024;

  private final Semaphore turns;
  private final Semaphore room = new Semaphore(MAX_HELD);

  /**
   * None yet.
   *
   * @param atOnce how many are read at one time
   */
  LargeBodies(int atOnce) {
    turns = new Semaphore(atOnce, true);
  }

  /** As many at once as leave half of the processors to the event loops. */
  static LargeBodies beside() {
    return new LargeBodies(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  /**
   * Reads a body and decides, at once where it is small; answers where there is no room for it.
   *
   * @param bytes of the body
   * @param work does not answer itself, but returns the step that does
   */
  void decide(Exchange exchange, int bytes, Supplier<Runnable> work) {
    if (bytes <= LARGE) {
      work.get().run();
    } else if (room.tryAcquire(bytes)) {
      exchange.inThread(here -> here.accept(inTurn(work)), () -> room.release(bytes));
    } else {
      exchange.overloaded(429, "Too many large bodies are in work.");
    }
  }

  private Runnable inTurn(Supplier<Runnable> work) {
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
