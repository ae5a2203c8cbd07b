package io.tributary.tracking.cache;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.api.StatefulRedisConnection;
import io.tributary.tracking.limit.Rate;
import io.tributary.tracking.limit.RateLimits;
import io.tributary.tracking.limit.SharedBuckets;
import io.tributary.tracking.session.KeyedHash;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Buckets in Redis, over the connection of the sessions; while there is none, none can be had. */
public final class RedisBuckets implements SharedBuckets {

  private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

  private final RedisSessions redis;
  private final KeyedHash.Key secret;
  private volatile @Nullable Over over;

  private record Over(
      StatefulRedisConnection<byte[], byte[]> connection, AsyncProxyManager<byte[]> buckets) {}

  /**
   * Buckets.
   *
   * @param secret under which their keys are hashed, of 16 bytes or more; the same in all processes
   */
  public RedisBuckets(RedisSessions redis, byte[] secret) {
    this.redis = redis;
    this.secret = KeyedHash.Key.of(secret);
  }

  @Override
  public CompletionStage<Long> take(String key, Rate rate, long requests) {
    StatefulRedisConnection<byte[], byte[]> connection = redis.connection();
    if (connection == null) {
      return CompletableFuture.failedFuture(new IllegalStateException("Redis is away"));
    }
    Over current = over;
    if (current == null || current.connection() != connection) {
      current = new Over(connection, buckets(connection));
      over = current;
    }
    return current
        .buckets()
        .builder()
        .build(
            Commands.key('l', secret.of('l').with(key).value()),
            () ->
                CompletableFuture.completedFuture(
                    BucketConfiguration.builder().addLimit(RateLimits.bandwidth(rate)).build()))
        .consumeIgnoringRateLimits(requests);
  }

  private static AsyncProxyManager<byte[]> buckets(
      StatefulRedisConnection<byte[], byte[]> connection) {
    return Bucket4jLettuce.casBasedBuilder(connection)
        .expirationAfterWrite(
            ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(LONGEST_LIFE))
        .build()
        .asAsync();
  }
}
