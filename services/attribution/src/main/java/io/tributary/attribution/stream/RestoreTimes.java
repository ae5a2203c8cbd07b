package io.tributary.attribution.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How long restoring the stores takes: the longest partition of the last restore. */
final class RestoreTimes implements StateRestoreListener {

  private final Map<TopicPartition, Long> started = new ConcurrentHashMap<>();
  private volatile long longest;

  double lastSeconds() {
    return longest / (double) TimeUnit.SECONDS.toNanos(1);
  }

  @Override
  public synchronized void onRestoreStart(
      TopicPartition partition, String store, long startingOffset, long endingOffset) {
    if (started.isEmpty()) {
      longest = 0;
    }
    started.put(partition, System.nanoTime());
  }

  @Override
  public void onBatchRestored(
      TopicPartition partition, String store, long batchEndOffset, long restored) {
    // Only the whole time is shown.
  }

  @Override
  public synchronized void onRestoreEnd(TopicPartition partition, String store, long restored) {
    Long start = started.remove(partition);
    if (start != null) {
      longest = Math.max(longest, System.nanoTime() - start);
    }
  }
}
