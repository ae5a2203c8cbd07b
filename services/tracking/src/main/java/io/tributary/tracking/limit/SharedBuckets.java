package io.tributary.tracking.limit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The buckets that all processes take from. */
@FunctionalInterface
public interface SharedBuckets {

  /** There are none: each process is for itself. */
  SharedBuckets NONE = (key, rate, requests) -> CompletableFuture.completedFuture(0L);

  /**
   * Takes from a bucket what was already used, and never blocks.
   *
   * @return nanoseconds until the bucket is no longer overdrawn, 0 when it is not; fails when the
   *     bucket cannot be had
   */
  CompletionStage<Long> take(String key, Rate rate, long requests);
}
