package io.tributary.tracking.stream;

import io.tributary.tracking.spool.Spool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The records of a part of the keys, in the order in which they were given. Where they go is
 * decided per stripe, so that the decision and the order of one key hang on one lock.
 */
final class Stripe {

  private enum Way {
    /** To Kafka; here are those that Kafka has not acknowledged. */
    LOG,
    /** To the spool. */
    SPOOL,
    /** Nowhere: they are held here until the spool's last record is in Kafka. */
    HELD
  }

  private final LogWriter log;
  private final Spool spool;
  private final Queue<Outgoing> spooledUnderWay;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Outgoing> waiting = new ArrayDeque<>();
  private volatile Way way = Way.SPOOL;

  /**
   * A stripe that sends to the spool.
   *
   * @param spooledUnderWay where those are noted that go to the spool while the producer has them
   */
  Stripe(LogWriter log, Spool spool, Queue<Outgoing> spooledUnderWay) {
    this.log = log;
    this.spool = spool;
    this.spooledUnderWay = spooledUnderWay;
  }

  void take(Outgoing record) {
    lock.lock();
    try {
      switch (way) {
        case LOG -> {
          forgetAcknowledged();
          waiting.addLast(record);
          if (!log.send(record)) {
            spoolAll();
          }
        }
        case SPOOL -> record.spool(spool);
        case HELD -> waiting.addLast(record);
      }
    } finally {
      lock.unlock();
    }
  }

  boolean goesToLog() {
    return way == Way.LOG;
  }

  /** From now on records go to the spool, behind those that wait here. */
  void toSpool() {
    lock.lock();
    try {
      spoolAll();
    } finally {
      lock.unlock();
    }
  }

  /** From now on records wait here; only where they went to the spool before. */
  void hold() {
    lock.lock();
    try {
      if (way == Way.SPOOL) {
        way = Way.HELD;
      }
    } finally {
      lock.unlock();
    }
  }

  /** What was held goes to Kafka, and so does what comes; only where records are held. */
  void toLog() {
    lock.lock();
    try {
      if (way != Way.HELD) {
        return;
      }
      way = Way.LOG;
      for (Outgoing record : waiting) {
        if (!log.send(record)) {
          spoolAll();
          return;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether a record that was given before that time still waits here, or one has failed. */
  boolean isStuck(long before) {
    lock.lock();
    try {
      forgetAcknowledged();
      Outgoing oldest = waiting.peekFirst();
      return oldest != null && (oldest.hasFailed() || oldest.givenAt() - before < 0);
    } finally {
      lock.unlock();
    }
  }

  private void spoolAll() {
    way = Way.SPOOL;
    for (Outgoing record : waiting) {
      if (!record.isAcknowledged() && record.spool(spool) && record.wasSent()) {
        spooledUnderWay.add(record);
      }
    }
    waiting.clear();
  }

  private void forgetAcknowledged() {
    Outgoing oldest = waiting.peekFirst();
    while (oldest != null && oldest.isAcknowledged()) {
      waiting.removeFirst();
      oldest = waiting.peekFirst();
    }
  }
}
