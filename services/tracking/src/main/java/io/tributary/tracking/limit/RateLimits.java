package io.tributary.tracking.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Limits requests by key. Each request takes from a bucket of this process, at once; what was taken
 * is told to the shared bucket in parts of a twentieth of the burst, while requests go on. When
 * that one is overdrawn, the key waits here for as long as it says. So a shared limit is exceeded
 * by a part per process at most, a key that is far from it costs one call in many requests, and
 * while the shared bucket cannot be had each process limits by itself.
 */
public final class RateLimits {

  /** Keys with a bucket; of more those least used are forgotten, and may start anew. */
  static final int MAX_KEYS = 100_000;

  private static final Duration KEPT = Duration.ofMinutes(2);
  private static final long PARTS = 20;

  private final SharedBuckets shared;
  private final LongSupplier nanoTime;
  private final Cache<String, Account> accounts;

  /** What a key used. */
  private static final class Account {

    private final Bucket bucket;
    private final AtomicLong untold = new AtomicLong();
    private volatile long waitUntil;
    private volatile boolean waits;

    Account(Bucket bucket) {
      this.bucket = bucket;
    }
  }

  /**
   * Limits.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  public RateLimits(SharedBuckets shared, LongSupplier nanoTime) {
    this.shared = shared;
    this.nanoTime = nanoTime;
    accounts =
        Caffeine.newBuilder()
            .maximumSize(MAX_KEYS)
            .expireAfterAccess(KEPT)
            .ticker(nanoTime::getAsLong)
            .build();
  }

  /** Takes one request of a key; the same key has the same rate at all times. */
  public Admittance admit(String key, Rate rate) {
    if (rate.isUnlimited()) {
      return new Admittance.Free();
    }
    Account account = accounts.get(key, absent -> new Account(bucket(rate)));
    long now = nanoTime.getAsLong();
    if (account.waits) {
      long left = account.waitUntil - now;
      if (left > 0) {
        return new Admittance.Refused(rate, seconds(left));
      }
      account.waits = false;
    }
    ConsumptionProbe probe = account.bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      return new Admittance.Refused(rate, seconds(probe.getNanosToWaitForRefill()));
    }
    long part = Math.max(1, rate.burst() / PARTS);
    if (account.untold.incrementAndGet() >= part) {
      tell(key, rate, account);
    }
    return new Admittance.Admitted(rate, probe.getRemainingTokens());
  }

  private void tell(String key, Rate rate, Account account) {
    long used = account.untold.getAndSet(0);
    if (used == 0) {
      return;
    }
    var unused =
        shared
            .take(key, rate, used)
            .whenComplete(
                (overdrawn, failure) -> {
                  if (failure == null && overdrawn > 0) {
                    account.waitUntil = nanoTime.getAsLong() + overdrawn;
                    account.waits = true;
                  }
                });
  }

  private Bucket bucket(Rate rate) {
    return Bucket.builder()
        .addLimit(bandwidth(rate))
        .withCustomTimePrecision(
            new TimeMeter() {
              @Override
              public long currentTimeNanos() {
                return nanoTime.getAsLong();
              }

              @Override
              public boolean isWallClockBased() {
                return false;
              }
            })
        .build();
  }

  /** A rate as buckets have it. */
  public static Bandwidth bandwidth(Rate rate) {
    return Bandwidth.builder()
        .capacity(rate.burst())
        .refillGreedy(rate.perMinute(), Duration.ofMinutes(1))
        .build();
  }

  private static long seconds(long nanos) {
    return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1));
  }
}
