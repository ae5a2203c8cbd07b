package io.tributary.tracking.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tributary.tracking.traffic.Caps;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** What one process remembers while it cannot ask; bounded, and too little as it is alone. */
public final class LocalMemory {

  /** Counters, and marks; of more the least used are forgotten. */
  static final int MAX = 200_000;

  private static final Duration COUNTERS = Duration.ofMinutes(2);
  private static final Duration MARKS = Duration.ofHours(1);

  private final Cache<Long, AtomicInteger> counters;

  /** Until when, in milliseconds. */
  private final Cache<Long, Long> marks;

  public LocalMemory(Ticker ticker) {
    counters =
        Caffeine.newBuilder().maximumSize(MAX).expireAfterWrite(COUNTERS).ticker(ticker).build();
    marks = Caffeine.newBuilder().maximumSize(MAX).expireAfterWrite(MARKS).ticker(ticker).build();
  }

  /** What is remembered of earlier questions; remembers this one. */
  public Session look(Question question) {
    long until = question.atMillis() + question.uniqueSeconds() * 1_000;
    long[] caps = new long[question.caps().size()];
    Arrays.fill(caps, Caps.UNKNOWN);
    return new Session(
        false,
        seen(question.visitor(), question.atMillis(), until),
        seen(question.sender(), question.atMillis(), until),
        count(question.address()),
        count(question.address() == 0 ? 0 : question.address() + question.campaignSlot()),
        count(question.device()),
        Session.UNKNOWN,
        false,
        caps);
  }

  private boolean seen(long mark, long now, long until) {
    if (mark == 0) {
      return false;
    }
    Long earlier = marks.getIfPresent(mark);
    if (earlier != null && earlier > now) {
      return true;
    }
    marks.put(mark, until);
    return false;
  }

  private long count(long key) {
    return key == 0 ? 0 : counters.get(key, absent -> new AtomicInteger()).incrementAndGet();
  }
}
