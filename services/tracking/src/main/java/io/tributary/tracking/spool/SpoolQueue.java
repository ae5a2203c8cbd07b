package io.tributary.tracking.spool;

import io.tributary.platform.file.Records;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What was given and is not on disk yet. Its lock is held for a few instructions and never while a
 * file is touched, so that an event loop may give records.
 */
final class SpoolQueue {

  /** Of records that wait to be written, in bytes. */
  static final long MAX_BYTES = 32L * 1024 * 1024;

  /** A record, and who waits for it. */
  record Queued(SpoolRecord record, Spool.Waiting waiting) {

    int bytes() {
      return Records.OVERHEAD + record.maxPayload();
    }
  }

  private final InstantSource clock;
  private final long limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition idle = lock.newCondition();
  private final Deque<Queued> queue = new ArrayDeque<>();
  private long bytes;
  private long fileBytes;
  private long beingWritten;
  private long nextSequence;
  private boolean failing;
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param limit of these records and those in files together, in bytes
   */
  SpoolQueue(InstantSource clock, long limit) {
    this.clock = clock;
    this.limit = limit;
  }

  long append(String topic, String key, byte[] value, boolean doubtful, Spool.Waiting waiting) {
    String refusal;
    lock.lock();
    try {
      Queued queued =
          new Queued(
              new SpoolRecord(nextSequence, clock.millis(), doubtful, topic, key, value), waiting);
      refusal = refusal(queued.bytes());
      if (refusal == null) {
        nextSequence++;
        bytes += queued.bytes();
        queue.add(queued);
        work.signal();
        return queued.record().sequence();
      }
    } finally {
      lock.unlock();
    }
    waiting.refused(refusal);
    return -1;
  }

  private @Nullable String refusal(int wanted) {
    if (closed) {
      return "closed";
    }
    if (failing) {
      return "disk_error";
    }
    if (wanted - Records.OVERHEAD > Records.MAX_PAYLOAD) {
      return "too_large";
    }
    if (fileBytes + bytes + wanted > limit) {
      return "spool_full";
    }
    return bytes + wanted > MAX_BYTES ? "disk_slow" : null;
  }

  /**
   * Waits for records, or for the end, or while the disk fails for the time to try it again.
   *
   * @return false at the end
   */
  boolean await(long retryNanos) throws InterruptedException {
    lock.lock();
    try {
      long rest = retryNanos;
      while (queue.isEmpty() && !closed) {
        if (!failing) {
          work.await();
        } else {
          rest = work.awaitNanos(rest);
          if (rest <= 0) {
            return true;
          }
        }
      }
      return !queue.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes everything to be written; {@link #done} tells when each part is. */
  List<Queued> take() {
    lock.lock();
    try {
      List<Queued> batch = new ArrayList<>(queue);
      queue.clear();
      beingWritten = batch.size();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** These are written or refused. */
  void done(List<Queued> part) {
    lock.lock();
    try {
      for (Queued queued : part) {
        bytes -= queued.bytes();
      }
      beingWritten -= part.size();
      if (beingWritten == 0 && queue.isEmpty()) {
        idle.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing waits to be written. */
  boolean awaitIdle(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long rest = nanos;
      while (beingWritten > 0 || !queue.isEmpty()) {
        if (rest <= 0) {
          return false;
        }
        rest = idle.awaitNanos(rest);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Records that are not on disk yet. */
  long records() {
    lock.lock();
    try {
      return queue.size() + beingWritten;
    } finally {
      lock.unlock();
    }
  }

  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** The part of the limit that these records and those in files take. */
  double used() {
    lock.lock();
    try {
      return (double) (fileBytes + bytes) / limit;
    } finally {
      lock.unlock();
    }
  }

  long nextSequence() {
    lock.lock();
    try {
      return nextSequence;
    } finally {
      lock.unlock();
    }
  }

  void continueFrom(long sequence) {
    lock.lock();
    try {
      nextSequence = Math.max(nextSequence, sequence);
    } finally {
      lock.unlock();
    }
  }

  /** What the files hold, for the limit. */
  void fileBytes(long total) {
    lock.lock();
    try {
      fileBytes = total;
    } finally {
      lock.unlock();
    }
  }

  boolean isFailing() {
    lock.lock();
    try {
      return failing;
    } finally {
      lock.unlock();
    }
  }

  void failing(boolean now) {
    lock.lock();
    try {
      failing = now;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more; what is here is still written. */
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }
}
