package io.tributary.tracking.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tributary.tracking.traffic.Caps;
import java.time.Duration;
import java.util.Arrays;

/** What one process remembers while it cannot ask; bounded, and too little as it is alone. */
public final class LocalMemory {

  /** Marks; of more the least used are forgotten. */
  static final int MAX = 200_000;

  private static final Duration MARKS = Duration.ofHours(1);

  private final RecentCounts counts = new RecentCounts();

  /** Until when, in milliseconds. */
  private final Cache<Long, Long> marks;

  public LocalMemory(Ticker ticker) {
    marks = Caffeine.newBuilder().maximumSize(MAX).expireAfterWrite(MARKS).ticker(ticker).build();
  }

  /** Counts the click. */
  public LocalCounts count(Question question) {
    long address = question.address();
    return new LocalCounts(
        count(address, question.atMillis()),
        address == 0 ? 0 : counts.count(campaign(question), question.atMillis()),
        count(question.device(), question.atMillis()));
  }

  /** What is remembered of earlier questions; remembers this one, which was counted. */
  public Session look(Question question, LocalCounts counted) {
    long until = question.atMillis() + question.uniqueSeconds() * 1_000;
    long[] caps = new long[question.caps().size()];
    Arrays.fill(caps, Caps.UNKNOWN);
    return new Session(
        false,
        seen(question.visitor(), question.atMillis(), until),
        seen(question.sender(), question.atMillis(), until),
        counted.address(),
        counted.campaign(),
        counted.device(),
        Session.UNKNOWN,
        false,
        caps);
  }

  /** Other bits than the address', of each campaign others. */
  private static long campaign(Question question) {
    return (question.address() ^ question.campaignSlot()) * 0x9e3779b97f4a7c15L;
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

  private int count(long key, long atMillis) {
    return key == 0 ? 0 : counts.count(key, atMillis);
  }
}
