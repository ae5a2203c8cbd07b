package io.tributary.identity.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many failed sign-ins one client address has: a bucket per address in this process, refilled
 * evenly over a minute. A sign-in takes a token at its begin and gives it back when it succeeds.
 */
public final class AttemptLimit {

  /** Addresses that are remembered; the one longest unused is forgotten first. */
  static final int MAX_ADDRESSES = 10_000;

  private static final Duration REFILLED_IN = Duration.ofMinutes(1);

  private final int perMinute;
  private final InstantSource clock;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  public AttemptLimit(int perMinute, InstantSource clock) {
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /** Takes a token; answers how long to wait for one, zero when it was there. */
  public synchronized Duration take(String address) {
    Bucket bucket = bucket(address);
    if (bucket.tokens < 1) {
      buckets.put(address, bucket);
      double missing = (1 - bucket.tokens) / perMinute;
      return Duration.ofMillis((long) Math.ceil(missing * REFILLED_IN.toMillis()));
    }
    buckets.put(address, new Bucket(bucket.tokens - 1, bucket.at));
    if (buckets.size() > MAX_ADDRESSES) {
      buckets.remove(buckets.keySet().iterator().next());
    }
    return Duration.ZERO;
  }

  /** Gives a token back. */
  public synchronized void giveBack(String address) {
    Bucket bucket = bucket(address);
    buckets.put(address, new Bucket(Math.min(perMinute, bucket.tokens + 1), bucket.at));
  }

  synchronized int size() {
    return buckets.size();
  }

  private Bucket bucket(String address) {
    Instant now = clock.instant();
    Bucket known = buckets.get(address);
    if (known == null) {
      return new Bucket(perMinute, now);
    }
    double refilled =
        (double) Duration.between(known.at, now).toMillis() / REFILLED_IN.toMillis() * perMinute;
    return new Bucket(Math.min(perMinute, known.tokens + Math.max(0, refilled)), now);
  }

  private record Bucket(double tokens, Instant at) {}
}
