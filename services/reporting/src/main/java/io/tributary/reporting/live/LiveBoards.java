package io.tributary.reporting.live;

import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.TenantId;
import io.tributary.reporting.live.Audience.OfAdvertiser;
import io.tributary.reporting.live.Audience.OfAffiliate;
import io.tributary.reporting.live.Audience.OfTenant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last {@value MinuteRing#MINUTES} minutes of every audience. Events are counted in the minute
 * they happened in; older ones and those that claim to come from the future are left out.
 */
public final class LiveBoards {

  /** How much is looked back. */
  public static final Duration WINDOW = Duration.ofMinutes(MinuteRing.MINUTES);

  /** Events shown one by one. */
  static final int RECENT = 20;

  /** Audiences held at once; those without events in the window go first. */
  static final int MAX_BOARDS = 20_000;

  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<Audience, Board> boards = new ConcurrentHashMap<>();

  public LiveBoards(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts an event.
   *
   * @param advertiser whose campaign it is; null if that is not known
   */
  public void record(TenantId tenant, @Nullable AdvertiserId advertiser, LiveEvent event) {
    Instant now = clock.instant();
    if (event.at().isBefore(now.minus(WINDOW)) || event.at().isAfter(now.plus(CLOCK_SKEW))) {
      return;
    }
    board(new OfTenant(tenant)).record(event);
    if (advertiser != null) {
      board(new OfAdvertiser(tenant, advertiser)).record(event);
    }
    if (event.affiliate() != null) {
      board(new OfAffiliate(tenant, event.affiliate())).record(event);
    }
  }

  /** What the audience sees now. */
  public LiveTick tick(Audience audience) {
    Instant now = clock.instant();
    Board board = boards.get(audience);
    return board == null ? new Board().tick(now) : board.tick(now);
  }

  private Board board(Audience audience) {
    Board known = boards.get(audience);
    if (known != null) {
      return known;
    }
    if (boards.size() >= MAX_BOARDS) {
      makeRoom();
    }
    return boards.computeIfAbsent(audience, unused -> new Board());
  }

  private void makeRoom() {
    Instant start = clock.instant().minus(WINDOW);
    boards.values().removeIf(board -> board.newest().isBefore(start));
    if (boards.size() >= MAX_BOARDS) {
      boards.keySet().removeIf(audience -> !(audience instanceof OfTenant));
    }
  }

  private static long minuteOf(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 60);
  }

  private static final class Board {

    private final MinuteRing clicks = new MinuteRing();
    private final MinuteRing conversions = new MinuteRing();
    private final Deque<LiveEvent> recent = new ArrayDeque<>();
    private Instant newest = Instant.EPOCH;

    synchronized void record(LiveEvent event) {
      switch (event.kind()) {
        case CLICK -> clicks.count(minuteOf(event.at()));
        case CONVERSION -> conversions.count(minuteOf(event.at()));
        case IMPRESSION -> {}
      }
      recent.addFirst(event);
      if (recent.size() > RECENT) {
        recent.removeLast();
      }
      if (event.at().isAfter(newest)) {
        newest = event.at();
      }
    }

    synchronized Instant newest() {
      return newest;
    }

    synchronized LiveTick tick(Instant now) {
      long minute = minuteOf(now);
      return new LiveTick(now, clicks.upTo(minute), conversions.upTo(minute), List.copyOf(recent));
    }
  }
}
