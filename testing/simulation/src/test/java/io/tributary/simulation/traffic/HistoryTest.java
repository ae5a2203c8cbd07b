package io.tributary.simulation.traffic;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.simulation.programme.ProgrammePlan;
import io.tributary.simulation.traffic.SimulatedEvent.Click;
import io.tributary.simulation.traffic.SimulatedEvent.Conversion;
import io.tributary.simulation.traffic.SimulatedEvent.Impression;
import io.tributary.simulation.traffic.SimulatedEvent.Refund;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final Instant END = Instant.parse("2026-03-31T12:00:00Z");
  private static final long SEED = 42;

  private final ProgrammePlan plan = ProgrammePlan.standard();
  private final History history = History.generate(plan, SEED, END, 30);
  private final List<Click> clicks = history.of(Click.class);
  private final List<Conversion> orders =
      history.of(Conversion.class).stream().filter(order -> !order.repeat()).toList();

  @Test
  void the_same_seed_gives_the_same_history_and_another_seed_another() {
    assertThat(History.generate(plan, SEED, END, 30)).isEqualTo(history);
    assertThat(History.generate(plan, SEED + 1, END, 30)).isNotEqualTo(history);
  }

  @Test
  void events_come_in_the_order_of_time_inside_the_days_and_have_their_own_ids() {
    assertThat(history.events()).extracting(SimulatedEvent::at).isSorted();
    assertThat(history.events())
        .allSatisfy(
            event ->
                assertThat(event.at())
                    .isBetween(END.minus(Duration.ofDays(30)).minusSeconds(3_600), END));
    assertThat(history.events().stream().map(SimulatedEvent::eventId)).doesNotHaveDuplicates();
  }

  @Test
  void sizes_and_rates_are_within_their_bounds() {
    assertThat(clicks).hasSize(History.CLICKS_PER_30_DAYS);
    assertThat(history.of(Impression.class)).hasSizeBetween(2_000, 8_000);
    assertThat(orders.size() / (double) clicks.size()).isBetween(0.02, 0.04);
    assertThat(history.of(Refund.class).size() / (double) orders.size()).isBetween(0.01, 0.07);
    assertThat(clicks.stream().filter(Click::forged).count() / (double) clicks.size())
        .isBetween(0.02, 0.05);
    assertThat(history.of(Conversion.class).size() - orders.size()).isBetween(5, 40);
  }

  @Test
  void every_order_follows_a_click_of_its_visitor_and_none_a_machines() {
    Map<String, Click> byId =
        clicks.stream().collect(toMap(SimulatedEvent::eventId, click -> click));
    assertThat(history.of(Conversion.class))
        .allSatisfy(
            order -> {
              Click click = byId.get(order.clickEventId());
              assertThat(click.visitorId()).isEqualTo(order.visitorId());
              assertThat(click.at()).isBefore(order.at());
              assertThat(plan.links().get(click.link()).campaign()).isEqualTo(order.campaign());
              assertThat(click.forged()).isFalse();
            });
    assertThat(orders.stream().map(Conversion::orderId)).doesNotHaveDuplicates();
  }

  @Test
  void refunds_give_back_no_more_than_was_paid_and_come_later() {
    Map<String, Conversion> byOrder =
        orders.stream().collect(toMap(Conversion::orderId, order -> order));
    assertThat(history.of(Refund.class))
        .allSatisfy(
            refund -> {
              Conversion order = byOrder.get(refund.orderId());
              assertThat(refund.amount()).isBetween(1L, order.amount());
              assertThat(refund.at()).isAfter(order.at());
            });
  }

  @Test
  void some_orders_come_after_touches_of_several_affiliates() {
    Map<String, Set<Integer>> affiliates = new HashMap<>();
    for (SimulatedEvent event : history.events()) {
      if (event instanceof Click click) {
        affiliates
            .computeIfAbsent(click.visitorId(), unused -> new HashSet<>())
            .add(plan.links().get(click.link()).affiliate());
      }
    }
    assertThat(
            orders.stream().filter(order -> affiliates.get(order.visitorId()).size() > 1).count())
        .isGreaterThan(orders.size() / 5);
  }

  @Test
  void traffic_grows_rests_on_saturdays_and_differs_between_affiliates() {
    Map<LocalDate, Long> days =
        clicks.stream()
            .filter(click -> !click.forged())
            .collect(
                groupingBy(click -> click.at().atZone(ZoneOffset.UTC).toLocalDate(), counting()));
    assertThat(mean(days, 14, 0)).isLessThan(mean(days, 0, 14));
    assertThat(mean(days, DayOfWeek.SATURDAY)).isLessThan(mean(days, DayOfWeek.SUNDAY));
    Map<Integer, Long> sizes =
        clicks.stream()
            .collect(groupingBy(click -> plan.links().get(click.link()).affiliate(), counting()));
    assertThat(sizes).hasSizeGreaterThan(35);
    assertThat(sizes.get(0)).isGreaterThan(10 * sizes.get(39));
  }

  @Test
  void fewer_days_have_fewer_clicks() {
    assertThat(History.generate(plan, SEED, END, 3).of(Click.class)).hasSize(2_000);
  }

  @Test
  void the_plan_has_the_promised_size() {
    assertThat(plan.advertisers()).hasSize(2);
    assertThat(plan.campaigns()).hasSize(6);
    assertThat(plan.campaigns()).extracting(campaign -> campaign.model()).contains("first");
    assertThat(plan.affiliates()).hasSize(40).extracting(a -> a.email()).doesNotHaveDuplicates();
    assertThat(plan.links()).hasSizeBetween(80, 100).doesNotHaveDuplicates();
    assertThat(plan.links()).extracting(link -> link.campaign()).contains(0, 1, 2, 3, 4, 5);
  }

  private static double mean(Map<LocalDate, Long> days, int fromEnd, int fromStart) {
    List<LocalDate> sorted = days.keySet().stream().sorted().toList();
    // Half days at both ends are left out.
    return sorted.subList(1 + fromStart, sorted.size() - 1 - fromEnd).stream()
        .mapToLong(days::get)
        .average()
        .orElseThrow();
  }

  private static double mean(Map<LocalDate, Long> days, DayOfWeek weekday) {
    return days.keySet().stream()
        .filter(day -> day.getDayOfWeek() == weekday)
        .mapToLong(days::get)
        .average()
        .orElseThrow();
  }
}
