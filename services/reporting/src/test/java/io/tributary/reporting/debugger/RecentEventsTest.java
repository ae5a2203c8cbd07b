package io.tributary.reporting.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Refused;
import io.tributary.reporting.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentEventsTest {

  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  private final Events events = new Events();
  private final RecentEvents recent = new RecentEvents();

  @Test
  void the_newest_come_first_and_the_oldest_go_at_the_bound() {
    Click first = click(events);
    recent.add(first);
    for (int i = 1; i < TenantEvents.HELD; i++) {
      recent.add(click(events));
    }
    assertThat(ids(all())).hasSize(TenantEvents.HELD).endsWith(first.eventId());
    Click newest = click(events);
    recent.add(newest);

    assertThat(ids(all()))
        .hasSize(TenantEvents.HELD)
        .startsWith(newest.eventId())
        .doesNotContain(first.eventId());
  }

  @Test
  void an_event_that_comes_again_is_held_once() {
    Click click = click(events);
    recent.add(click);
    recent.add(click);

    assertThat(all()).hasSize(1);
  }

  @Test
  void a_tenant_sees_nothing_of_another() throws InterruptedException {
    Events other = new Events();
    recent.add(click(events));
    recent.add(other.refused(NOW));

    assertThat(recent.newest(other.tenant, EventFilter.ALL, 10))
        .singleElement()
        .satisfies(event -> assertThat(event.isRefused()).isTrue());
    assertThat(recent.newest(new Events().tenant, EventFilter.ALL, 10)).isEmpty();
    try (RecentEvents.Reader reader = recent.open(other.tenant, EventFilter.ALL)) {
      assertThat(reader.next(Duration.ZERO)).hasSize(1);
      recent.add(click(events));
      assertThat(reader.next(Duration.ofMillis(20))).isEmpty();
    }
  }

  @Test
  void input_of_nobody_known_is_shown_to_nobody() {
    Refused nobodys = new Refused("1", null, "pixel", NOW, "unknown_link", List.of(), "");
    recent.add(nobodys);

    assertThat(all()).isEmpty();
  }

  @Test
  void filters_let_through_what_fits() {
    ConversionReceived conversion = events.received(events.conversion(), NOW, false);
    recent.add(click(events));
    recent.add(conversion);
    recent.add(events.refused(NOW));
    recent.add(events.refund(conversion.conversionId(), "r1", NOW));

    assertThat(newest(new EventFilter(SeenEvent.Type.CONVERSION, null, null)))
        .singleElement()
        .satisfies(event -> assertThat(event.input().id()).isEqualTo(conversion.eventId()));
    assertThat(newest(new EventFilter(null, events.campaign, null))).hasSize(2);
    assertThat(newest(new EventFilter(null, new Events().campaign, null))).isEmpty();
    assertThat(newest(new EventFilter(null, null, true))).hasSize(1);
    assertThat(newest(new EventFilter(null, null, false))).hasSize(3);
    assertThat(recent.newest(events.tenant, EventFilter.ALL, 2)).hasSize(2);
  }

  @Test
  void a_decision_joins_its_event_also_when_it_overtook_it() {
    ConversionReceived early = events.received(events.conversion(), NOW, false);
    ConversionReceived late = events.received(events.conversion(), NOW, false);
    Decision ofEarly = events.unattributed(early.conversionId(), early.eventId(), NOW, 1);
    Decision ofLate = events.unattributed(late.conversionId(), late.eventId(), NOW, 1);
    recent.add(early);
    recent.add(ofEarly);
    recent.add(ofLate);
    recent.add(late);

    assertThat(all()).extracting(SeenEvent::decision).containsExactly(ofLate, ofEarly);
  }

  @Test
  void a_refunds_decision_joins_the_refund_and_not_the_conversion() {
    ConversionId id = events.conversion();
    Decision refunded = events.refunded(id, NOW, 1, 1, 1);
    String refundId = ((Refunded) refunded).refundId();
    recent.add(events.received(id, NOW, false));
    recent.add(events.refund(id, refundId, NOW));
    recent.add(refunded);

    assertThat(all()).extracting(SeenEvent::decision).containsExactly(refunded, null);
  }

  @Test
  void a_reader_gets_what_is_held_then_what_comes_and_what_changes() throws InterruptedException {
    ConversionReceived conversion = events.received(events.conversion(), NOW, false);
    recent.add(conversion);
    try (RecentEvents.Reader reader = recent.open(events.tenant, EventFilter.ALL)) {
      assertThat(ids(reader.next(Duration.ZERO))).containsExactly(conversion.eventId());
      assertThat(reader.next(Duration.ofMillis(20))).isEmpty();
      Click click = click(events);
      recent.add(click);
      Decision decision =
          events.unattributed(conversion.conversionId(), conversion.eventId(), NOW, 1);
      recent.add(decision);

      List<SeenEvent> changed = reader.next(Duration.ZERO);
      assertThat(ids(changed)).containsExactly(click.eventId(), conversion.eventId());
      assertThat(changed.getLast().decision()).isEqualTo(decision);
    }
  }

  @Test
  void a_waiting_reader_wakes_with_the_event() throws InterruptedException {
    try (RecentEvents.Reader reader = recent.open(events.tenant, EventFilter.ALL)) {
      Thread adding = Thread.ofVirtual().start(() -> recent.add(click(events)));
      assertThat(reader.next(Duration.ofSeconds(10))).hasSize(1);
      adding.join();
    }
  }

  @Test
  void above_the_bound_of_all_the_tenants_unheard_of_longest_go_and_watched_ones_stay()
      throws InterruptedException {
    RecentEvents few = new RecentEvents(3);
    Events watched = new Events();
    Events quiet = new Events();
    few.add(click(watched));
    few.add(click(quiet));
    try (RecentEvents.Reader reader = few.open(watched.tenant, EventFilter.ALL)) {
      few.add(click(events));
      few.add(click(events));

      assertThat(reader.next(Duration.ZERO)).hasSize(1);
      assertThat(few.newest(watched.tenant, EventFilter.ALL, 9)).hasSize(1);
      assertThat(few.newest(quiet.tenant, EventFilter.ALL, 9)).isEmpty();
      assertThat(few.newest(events.tenant, EventFilter.ALL, 9)).hasSize(2);
    }
    few.add(click(events));
    few.add(click(events));
    assertThat(few.newest(watched.tenant, EventFilter.ALL, 9)).isEmpty();
  }

  private Click click(Events of) {
    return of.click(of.anna, NOW, false);
  }

  private List<SeenEvent> all() {
    return newest(EventFilter.ALL);
  }

  private List<SeenEvent> newest(EventFilter filter) {
    return recent.newest(events.tenant, filter, 1_000);
  }

  private static List<String> ids(List<SeenEvent> seen) {
    return seen.stream().map(event -> event.input().id()).toList();
  }
}
