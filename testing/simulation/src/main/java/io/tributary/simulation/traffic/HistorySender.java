package io.tributary.simulation.traffic;

import io.tributary.simulation.http.Answer;
import io.tributary.simulation.http.EdgeClient;
import io.tributary.simulation.programme.Programme;
import io.tributary.simulation.traffic.SimulatedEvent.Click;
import io.tributary.simulation.traffic.SimulatedEvent.Conversion;
import io.tributary.simulation.traffic.SimulatedEvent.Impression;
import io.tributary.simulation.traffic.SimulatedEvent.Refund;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Sends a history through the event API, batch after batch in the order of time: the next batch
 * waits for the answer of the one before, so that the log has the order of the events. An order
 * whose click is in the batch being filled waits for the next one, since it carries the click's id.
 */
public final class HistorySender {

  /** The edge takes 500 at most. */
  private static final int BATCH = 400;

  private static final int TRIES = 60;
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final int TOLD_REFUSALS = 3;

  private final EdgeClient edge;
  private final Programme programme;
  private final Consumer<String> say;
  private final Map<String, String> clickIds = new HashMap<>();
  private int accepted;
  private int refused;

  /**
   * A sender.
   *
   * @param say where progress and refusals are told
   */
  public HistorySender(EdgeClient edge, Programme programme, Consumer<String> say) {
    this.edge = edge;
    this.programme = programme;
    this.say = say;
  }

  /** What became of the events. */
  public record Sent(int accepted, int refused) {}

  /**
   * Sends all of it.
   *
   * @throws IllegalStateException if the edge does not take a batch for half a minute
   */
  public Sent send(History history) throws InterruptedException {
    Set<String> ordered = new HashSet<>();
    history.of(Conversion.class).forEach(order -> ordered.add(order.clickEventId()));
    List<SimulatedEvent> batch = new ArrayList<>(BATCH);
    Set<String> filled = new HashSet<>();
    List<SimulatedEvent> waiting = new ArrayList<>();
    for (SimulatedEvent event : history.events()) {
      if (event instanceof Conversion order && filled.contains(order.clickEventId())) {
        waiting.add(order);
        continue;
      }
      batch.add(event);
      filled.add(event.eventId());
      if (batch.size() == BATCH) {
        send(batch, ordered);
        batch = waiting;
        filled.clear();
        waiting = new ArrayList<>();
      }
    }
    send(batch, ordered);
    send(waiting, ordered);
    return new Sent(accepted, refused);
  }

  private void send(List<SimulatedEvent> batch, Set<String> ordered) throws InterruptedException {
    if (!batch.isEmpty()) {
      note(batch, deliver(batch.stream().map(this::json).toList()), ordered);
    }
  }

  private JsonNode deliver(List<Map<String, String>> batch) throws InterruptedException {
    String problem = "";
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        Answer answer = edge.events(programme.eventKey(), batch);
        if (answer.status() == 202) {
          return answer.json().path("results");
        }
        problem = answer.status() + " " + answer.body();
        // 401: the key was created just now and is still on its way to the edge.
        if (answer.status() < 500 && answer.status() != 401 && answer.status() != 429) {
          break;
        }
      } catch (IOException e) {
        problem = e.toString();
      }
      Thread.sleep(RETRY);
    }
    throw new IllegalStateException("the edge does not take the history: " + problem);
  }

  private void note(List<SimulatedEvent> batch, JsonNode results, Set<String> ordered) {
    for (int i = 0; i < batch.size(); i++) {
      JsonNode result = results.path(i);
      if (result.path("status").asString("").equals("accepted")) {
        accepted++;
        String id = batch.get(i).eventId();
        if (ordered.contains(id)) {
          clickIds.put(id, result.path("click_id").asString());
        }
      } else if (++refused <= TOLD_REFUSALS) {
        say.accept("refused: " + json(batch.get(i)) + " " + result.path("errors"));
      }
    }
  }

  private Map<String, String> json(SimulatedEvent event) {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("event_id", event.eventId());
    json.put("occurred_at", event.at().toString());
    switch (event) {
      case Click click -> {
        json.put("type", "click");
        json.put("link_code", programme.linkCodes().get(click.link()));
        json.put("visitor_id", click.visitorId());
        browser(json, click.ip(), click.userAgent(), click.language());
        json.put("source", click.source());
        json.put("sub1", click.source() + "-" + (click.link() % 7 + 1));
      }
      case Impression impression -> {
        json.put("type", "impression");
        json.put("link_code", programme.linkCodes().get(impression.link()));
        json.put("visitor_id", impression.visitorId());
        browser(json, impression.ip(), impression.userAgent(), impression.language());
      }
      case Conversion conversion -> {
        json.put("type", "conversion");
        json.put("event", "purchase");
        json.put("campaign_id", programme.campaigns().get(conversion.campaign()).id());
        json.put("order_id", conversion.orderId());
        money(json, conversion.campaign(), conversion.amount());
        String clickId = clickIds.get(conversion.clickEventId());
        // A click that was refused has no id; the visitor may have others.
        json.put(
            clickId == null ? "visitor_id" : "click_id",
            clickId == null ? conversion.visitorId() : clickId);
      }
      case Refund refund -> {
        json.put("type", "refund");
        json.put("campaign_id", programme.campaigns().get(refund.campaign()).id());
        json.put("order_id", refund.orderId());
        json.put("refund_id", refund.refundId());
        json.put("reason", refund.reason());
        money(json, refund.campaign(), refund.amount());
      }
    }
    return json;
  }

  private void money(Map<String, String> json, int campaign, long minor) {
    json.put("amount", decimal(minor));
    json.put("currency", programme.plan().campaigns().get(campaign).currency());
  }

  private static void browser(
      Map<String, String> json, String ip, String userAgent, String language) {
    json.put("ip", ip);
    json.put("user_agent", userAgent);
    json.put("language", language);
  }

  /** Dollars and euros have cents. */
  static String decimal(long minor) {
    return BigDecimal.valueOf(minor, 2).toPlainString();
  }
}
