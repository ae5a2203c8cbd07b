package io.tributary.simulation;

import io.tributary.simulation.http.ApiClient;
import io.tributary.simulation.http.EdgeClient;
import io.tributary.simulation.programme.DemoPayouts;
import io.tributary.simulation.programme.DemoProgramme;
import io.tributary.simulation.programme.Programme;
import io.tributary.simulation.programme.Programme.LiveCampaign;
import io.tributary.simulation.programme.ProgrammePlan;
import io.tributary.simulation.traffic.History;
import io.tributary.simulation.traffic.HistorySender;
import io.tributary.simulation.traffic.LiveTraffic;
import io.tributary.simulation.traffic.SimulatedEvent.Click;
import io.tributary.simulation.traffic.SimulatedEvent.Conversion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** The demo from beginning to end: programme, history, payouts, and then live traffic. */
final class Demo {

  private static final double LIVE_PER_SECOND = 5;
  private static final Duration VISIBLE_WITHIN = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final ApiClient api;
  private final EdgeClient edge;
  private final long seed;
  private final int days;
  private final String password;
  private final Consumer<String> say;

  Demo(ApiClient api, EdgeClient edge, long seed, int days, String password, Consumer<String> say) {
    this.api = api;
    this.edge = edge;
    this.seed = seed;
    this.days = days;
    this.password = password;
    this.say = say;
  }

  /** Everything but the live traffic. */
  Programme prepare() throws InterruptedException {
    long start = System.nanoTime();
    Programme programme = new DemoProgramme(api, ProgrammePlan.standard(), password).create();
    say.accept(
        "Programme: %d campaigns, %d affiliates, %d links (%s)"
            .formatted(
                programme.campaigns().size(),
                programme.affiliateIds().size(),
                programme.linkCodes().size(),
                since(start)));
    if (counted(programme).clicks() > 0) {
      say.accept("There is a history already; none is sent.");
    } else {
      history(programme);
    }
    new DemoPayouts(api, programme, say).run();
    return programme;
  }

  LiveTraffic live(Programme programme) {
    return new LiveTraffic(edge, programme, seed, LIVE_PER_SECOND, say);
  }

  private void history(Programme programme) throws InterruptedException {
    long start = System.nanoTime();
    History history = History.generate(programme.plan(), seed, Instant.now(), days);
    List<Conversion> orders = history.of(Conversion.class);
    say.accept(
        "History of %d days, seed %d: %d events, %d clicks, %d orders"
            .formatted(
                days,
                seed,
                history.events().size(),
                history.of(Click.class).size(),
                orders.size()));
    HistorySender.Sent sent = new HistorySender(edge, programme, say).send(history);
    say.accept(
        "Sent: %d accepted, %d refused (%s)"
            .formatted(sent.accepted(), sent.refused(), since(start)));
    awaitCounted(
        programme,
        new Counted(
            history.of(Click.class).size(),
            orders.stream().filter(order -> !order.repeat()).count()));
    say.accept("The history is in the reports (%s)".formatted(since(start)));
  }

  private record Counted(long clicks, double conversions) {}

  private void awaitCounted(Programme programme, Counted wanted) throws InterruptedException {
    Instant end = Instant.now().plus(VISIBLE_WITHIN);
    Counted now = counted(programme);
    while (now.clicks() < wanted.clicks() || now.conversions() < wanted.conversions() - 0.5) {
      if (Instant.now().isAfter(end)) {
        say.accept(
            "The reports have %d of %d clicks and %.0f of %.0f conversions; going on."
                .formatted(now.clicks(), wanted.clicks(), now.conversions(), wanted.conversions()));
        return;
      }
      Thread.sleep(POLL);
      now = counted(programme);
    }
  }

  /** What the report has of the programme. */
  private Counted counted(Programme programme) throws InterruptedException {
    Instant now = Instant.now();
    JsonNode report =
        api.get(
            "reports/performance?group_by=campaign&from=%s&to=%s"
                .formatted(
                    now.minus(Duration.ofDays(days + 1L)).toString().substring(0, 10),
                    now.plus(Duration.ofDays(1)).toString().substring(0, 10)));
    long clicks = 0;
    double conversions = 0;
    List<String> campaigns = programme.campaigns().stream().map(LiveCampaign::id).toList();
    for (JsonNode row : report.path("data")) {
      if (campaigns.contains(row.path("campaign_id").asString(""))) {
        clicks += row.path("gross_clicks").asLong();
        conversions += row.path("conversions").asDouble();
      }
    }
    return new Counted(clicks, conversions);
  }

  private static String since(long start) {
    return "%.1f s".formatted((System.nanoTime() - start) / 1e9);
  }
}
