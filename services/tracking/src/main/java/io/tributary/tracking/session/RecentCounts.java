package io.tributary.tracking.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How often hashes were counted in this process and minute: a count-min sketch. It may say a little
 * too much when there is very much, and never too little. Safe for any number of threads.
 */
final class RecentCounts {

  /** Beyond this a count stays there. */
  static final int MAX = Short.MAX_VALUE;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(short[].class);
  private static final long MINUTE_MILLIS = 60_000;
  private static final int ROW_BITS = 20;
  private static final int ROW = 1 << ROW_BITS;

  private volatile Minute current = new Minute(Long.MIN_VALUE);

  @SuppressWarnings("ArrayRecordComponent") // Two rows of cells that all threads increase.
  private record Minute(long number, short[] cells) {

    Minute(long number) {
      this(number, new short[2 * ROW]);
    }
  }

  /** Counts, and tells how often that was, this time included. */
  int count(long hash, long atMillis) {
    short[] cells = of(Math.floorDiv(atMillis, MINUTE_MILLIS)).cells();
    int first = increase(cells, (int) (hash >>> (64 - ROW_BITS)));
    int second = increase(cells, ROW + (int) (hash & (ROW - 1)));
    return Math.min(first, second);
  }

  /** A click of a minute that is over is counted in the one that runs. */
  private Minute of(long number) {
    Minute minute = current;
    if (number <= minute.number()) {
      return minute;
    }
    synchronized (this) {
      if (number > current.number()) {
        current = new Minute(number);
      }
      return current;
    }
  }

  private static int increase(short[] cells, int cell) {
    while (true) {
      short before = (short) CELL.getVolatile(cells, cell);
      if (before == MAX) {
        return MAX;
      }
      if (CELL.compareAndSet(cells, cell, before, (short) (before + 1))) {
        return before + 1;
      }
    }
  }
}
