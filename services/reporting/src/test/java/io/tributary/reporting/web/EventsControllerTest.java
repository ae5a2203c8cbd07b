package io.tributary.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.UserId;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.FieldProblem;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.reporting.Events;
import io.tributary.reporting.debugger.RecentEvents;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsControllerTest {

  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  private final Events events = new Events();
  private final RecentEvents recent = new RecentEvents();
  private final LiveStreams streams = new LiveStreams();
  private final EventsController controller = new EventsController(recent, streams);

  @AfterEach
  void stop() {
    streams.stop();
  }

  @Test
  void an_invalid_click_is_told_with_its_signals_and_without_its_click_id() {
    var click = events.invalidClick(events.anna, NOW, "non_human");
    recent.add(click);

    SeenEventResponse seen = newest(Role.MANAGER).getFirst();
    assertThat(seen.type()).isEqualTo("click");
    assertThat(seen.outcome()).isEqualTo("accepted");
    assertThat(seen.campaignId()).isEqualTo(events.campaign.value());
    assertThat(seen.judgement().touchClass()).isEqualTo("invalid");
    assertThat(seen.judgement().reason()).isEqualTo("non_human");
    assertThat(seen.judgement().signals())
        .singleElement()
        .satisfies(signal -> assertThat(signal.points()).isEqualTo(90));
    assertThat(seen.received().get("click_id")).doesNotContain(click.clickId());
    assertThat(seen.received()).containsEntry("consent", "unknown").doesNotContainKey("tenant_id");
  }

  @Test
  void a_refusal_is_told_with_its_problems() {
    recent.add(events.refused(NOW));

    SeenEventResponse seen = newest(Role.ADMIN).getFirst();
    assertThat(seen.outcome()).isEqualTo("refused");
    assertThat(seen.type()).isNull();
    assertThat(seen.source()).isEqualTo("postback");
    assertThat(seen.problems()).extracting(problem -> problem.field()).containsExactly("amount");
    assertThat(seen.raw()).startsWith("order_id=7");
  }

  @Test
  void a_conversion_is_told_with_its_decision_as_soon_as_that_is_known() {
    ConversionReceived received = events.received(events.conversion(), NOW, false);
    recent.add(received);
    assertThat(newest(Role.ADMIN).getFirst().decision()).isNull();
    recent.add(events.unattributed(received.conversionId(), received.eventId(), NOW, 1));

    SeenEventResponse seen = newest(Role.ADMIN).getFirst();
    assertThat(seen.decision().outcome()).isEqualTo("unattributed");
    assertThat(seen.amount()).isEqualTo(1);
    assertThat(seen.conversionId()).isEqualTo(received.conversionId().value());
  }

  @Test
  void only_staff_of_the_tenant_see_its_events() {
    recent.add(events.refused(NOW));

    for (Role role : List.of(Role.FINANCE, Role.ADVERTISER, Role.AFFILIATE)) {
      assertForbidden(() -> newest(role));
      assertForbidden(() -> controller.eventStream(as(events, role), null, null, null));
    }
    assertThat(controller.recentEvents(as(new Events(), Role.ADMIN), null, null, null, null).data())
        .isEmpty();
  }

  @Test
  void everything_wrong_is_told_at_once_and_the_limit_has_a_bound() {
    ApiProblem problem =
        catchThrowableOfType(
            ApiProblem.class,
            () -> controller.recentEvents(as(events, Role.ADMIN), "shoe", "camp_1", "maybe", "0"));
    assertThat(problem.errors())
        .extracting(FieldProblem::field)
        .containsExactly("type", "campaign_id", "refused", "limit");
    assertThat(
            controller.recentEvents(as(events, Role.ADMIN), "click", null, "false", "200").data())
        .isEmpty();
    assertThatThrownBy(
            () -> controller.recentEvents(as(events, Role.ADMIN), null, null, null, "201"))
        .isInstanceOf(ApiProblem.class);
  }

  @Test
  void a_user_has_a_bounded_number_of_streams_and_others_are_not_kept_out() {
    Caller ada = as(events, Role.ADMIN);
    streams.start();
    for (int i = 0; i < LiveStreams.MAX_PER_USER; i++) {
      controller.eventStream(ada, null, null, null);
    }

    assertThatThrownBy(() -> controller.eventStream(ada, null, null, null))
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.status()).isEqualTo(429));
    assertThat(controller.eventStream(as(events, Role.ADMIN), null, null, null).getBody())
        .isNotNull();
  }

  private List<SeenEventResponse> newest(Role role) {
    return controller.recentEvents(as(events, role), null, null, null, null).data();
  }

  private static void assertForbidden(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.status()).isEqualTo(403));
  }

  private static Caller as(Events of, Role role) {
    return new Caller(
        of.tenant,
        UserId.of(IdSource.system().next()),
        "someone@example.org",
        Set.of(role),
        of.anna,
        of.advertiser);
  }
}
