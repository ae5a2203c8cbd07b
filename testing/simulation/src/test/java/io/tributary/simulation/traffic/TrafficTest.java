package io.tributary.simulation.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.simulation.FakeEdge;
import io.tributary.simulation.Programmes;
import io.tributary.simulation.http.EdgeClient;
import io.tributary.simulation.programme.ProgrammePlan;
import io.tributary.simulation.traffic.SimulatedEvent.Conversion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TrafficTest {

  private FakeEdge edge;

  @BeforeEach
  void start() throws Exception {
    edge = new FakeEdge();
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void a_history_is_sent_in_order_and_orders_carry_their_clicks_id() throws Exception {
    History history =
        History.generate(ProgrammePlan.standard(), 7, Instant.parse("2026-03-31T12:00:00Z"), 6);

    HistorySender.Sent sent =
        new HistorySender(client(), Programmes.standard(), line -> {}).send(history);

    assertThat(sent).isEqualTo(new HistorySender.Sent(history.events().size(), 0));
    assertThat(sentIds(event -> true))
        .containsExactlyInAnyOrderElementsOf(ids(history, event -> true));
    assertThat(sentIds(type -> !type.equals("conversion")))
        .isEqualTo(ids(history, event -> !(event instanceof Conversion)));
    List<JsonNode> orders =
        edge.events.stream()
            .filter(event -> event.path("type").asString().equals("conversion"))
            .toList();
    assertThat(orders).hasSameSizeAs(history.of(Conversion.class));
    assertThat(orders)
        .allSatisfy(
            order -> {
              assertThat(order.path("click_id").asString()).startsWith("id-of-c");
              assertThat(order.has("visitor_id")).isFalse();
              assertThat(order.path("amount").asString()).matches("[0-9]+\\.[0-9]{2}");
            });
  }

  @Test
  void live_traffic_keeps_cookies_survives_an_outage_and_stops_at_once() throws Exception {
    LiveTraffic live = new LiveTraffic(client(), Programmes.standard(), 7, 400, line -> {});
    Thread thread = Thread.ofVirtual().start(live::run);
    Thread.sleep(1_000);
    edge.down.set(true);
    Thread.sleep(300);
    edge.down.set(false);
    Thread.sleep(500);
    thread.interrupt();

    assertThat(thread.join(Duration.ofSeconds(1))).isTrue();
    assertThat(live.figures().clicks()).isGreaterThan(20);
    assertThat(live.figures().impressions()).isPositive();
    assertThat(live.figures().errors()).isPositive();
    assertThat(edge.cookies).isNotEmpty();
    assertThat(edge.cookies.values()).allMatch(cookie -> cookie.startsWith("tb_vid=visitor"));
  }

  private List<String> sentIds(Predicate<String> type) {
    return edge.events.stream()
        .filter(event -> type.test(event.path("type").asString()))
        .map(event -> event.path("event_id").asString())
        .toList();
  }

  private static List<String> ids(History history, Predicate<SimulatedEvent> wanted) {
    return history.events().stream().filter(wanted).map(SimulatedEvent::eventId).toList();
  }

  private EdgeClient client() {
    return new EdgeClient(edge.address());
  }
}
