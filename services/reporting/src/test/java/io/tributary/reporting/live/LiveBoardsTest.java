package io.tributary.reporting.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.id.AffiliateId;
import io.tributary.platform.testing.FakeClock;
import io.tributary.reporting.Events;
import io.tributary.reporting.live.Audience.OfAdvertiser;
import io.tributary.reporting.live.Audience.OfAffiliate;
import io.tributary.reporting.live.Audience.OfTenant;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LiveBoardsTest {

  private final FakeClock clock = new FakeClock("2026-03-02T09:30:30Z");
  private final LiveBoards boards = new LiveBoards(clock);
  private final Events events = new Events();

  @Test
  void events_stand_in_the_minute_they_happened_in() {
    click(events.anna, Duration.ZERO);
    click(events.anna, Duration.ofSeconds(10));
    click(events.ben, Duration.ofMinutes(1));
    click(events.ben, Duration.ofMinutes(29));

    LiveTick tick = boards.tick(new OfTenant(events.tenant));
    assertThat(tick.clicksPerMinute()).hasSize(30);
    assertThat(tick.clicksPerMinute().getLast()).isEqualTo(2);
    assertThat(tick.clicksPerMinute().get(28)).isEqualTo(1);
    assertThat(tick.clicksPerMinute().getFirst()).isEqualTo(1);
    assertThat(tick.recent()).hasSize(4);
  }

  @Test
  void minutes_move_out_of_the_window() {
    click(events.anna, Duration.ZERO);
    clock.advance(Duration.ofMinutes(29));
    assertThat(boards.tick(new OfTenant(events.tenant)).clicksPerMinute().getFirst()).isEqualTo(1);
    clock.advance(Duration.ofMinutes(1));
    assertThat(boards.tick(new OfTenant(events.tenant)).clicksPerMinute()).containsOnly(0);
    click(events.anna, Duration.ZERO);
    assertThat(boards.tick(new OfTenant(events.tenant)).clicksPerMinute().getLast()).isEqualTo(1);
  }

  @Test
  void what_is_older_than_the_window_or_lies_ahead_is_left_out() {
    click(events.anna, Duration.ofMinutes(31));
    click(events.anna, Duration.ofMinutes(-2));

    LiveTick tick = boards.tick(new OfTenant(events.tenant));
    assertThat(tick.clicksPerMinute()).containsOnly(0);
    assertThat(tick.recent()).isEmpty();
  }

  @Test
  void each_audience_sees_its_own() {
    click(events.anna, Duration.ZERO);
    click(events.ben, Duration.ZERO);

    assertThat(boards.tick(new OfAffiliate(events.tenant, events.anna)).recent()).hasSize(1);
    assertThat(boards.tick(new OfAdvertiser(events.tenant, events.advertiser)).recent()).hasSize(2);
    assertThat(boards.tick(new OfTenant(new Events().tenant)).recent()).isEmpty();
  }

  @Test
  void the_newest_events_come_first_and_the_list_is_bounded() {
    for (int i = LiveBoards.RECENT + 4; i >= 0; i--) {
      click(events.anna, Duration.ofSeconds(i));
    }

    LiveTick tick = boards.tick(new OfTenant(events.tenant));
    assertThat(tick.recent()).hasSize(LiveBoards.RECENT);
    assertThat(tick.recent().getFirst().at()).isEqualTo(clock.instant());
  }

  private void click(AffiliateId affiliate, Duration ago) {
    Instant at = clock.instant().minus(ago);
    boards.record(
        events.tenant,
        events.advertiser,
        new LiveEvent(LiveEvent.Kind.CLICK, at, events.campaign, affiliate, null, null));
  }
}
