package io.tributary.tracking.web;

import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.ConsentChanged;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.PageViewed;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.tracking.directory.ApiKeyDirectory;
import io.tributary.tracking.event.ApiKey;
import io.tributary.tracking.event.EventDecision;
import io.tributary.tracking.event.EventIntake;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.sink.TouchSink.Stored;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * {@code POST /v1/events}: a batch of events from a server with a key. Each has a result of its
 * own; the answer leaves when all that were accepted are durable.
 */
final class EventsEndpoint {

  /** Of a body, in bytes. */
  static final int MAX_BODY = 1024 * 1024;

  /** Of a batch. */
  static final int MAX_EVENTS = 500;

  private static final String BEARER = "bearer ";
  private static final String BATCH = "batch";

  private final ApiKeyDirectory apiKeys;
  private final EventIntake intake;
  private final TouchSink sink;
  private final Refusals refusals;
  private final EdgeMetrics metrics;
  private final InstantSource clock;

  EventsEndpoint(
      ApiKeyDirectory apiKeys,
      EventIntake intake,
      TouchSink sink,
      Refusals refusals,
      EdgeMetrics metrics,
      InstantSource clock) {
    this.apiKeys = apiKeys;
    this.intake = intake;
    this.sink = sink;
    this.refusals = refusals;
    this.metrics = metrics;
    this.clock = clock;
  }

  void handle(Exchange exchange) {
    ApiKeySnapshot key = key(exchange);
    if (key == null) {
      refuse(exchange, null, 401, "invalid_api_key", "The API key is missing or not valid.", "");
      return;
    }
    TenantId tenant = key.tenantId();
    if (!key.scopes().contains(ApiKey.WRITE_EVENTS)) {
      refuse(exchange, tenant, 403, "missing_scope", "The key has not the scope events.write.", "");
      return;
    }
    String type = exchange.mediaType();
    if (type != null && !type.equals("application/json")) {
      refuse(exchange, tenant, 415, "unsupported_media_type", "Send application/json.", "");
      return;
    }
    exchange.body(
        MAX_BODY,
        body -> read(exchange, key, body),
        () ->
            refuse(
                exchange,
                tenant,
                413,
                "body_too_large",
                "The body is larger than %d bytes.".formatted(MAX_BODY),
                ""));
  }

  /** The key shown, if it is valid: form and check sum first, then look-up, then proof. */
  private @Nullable ApiKeySnapshot key(Exchange exchange) {
    String authorization = exchange.header(HttpHeaders.AUTHORIZATION);
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return null;
    }
    ApiKey shown = ApiKey.parse(authorization.substring(BEARER.length()).strip());
    ApiKeySnapshot known = shown == null ? null : apiKeys.apiKey(shown.publicId());
    return known != null && shown != null && !known.revoked() && shown.proves(known) ? known : null;
  }

  private void read(Exchange exchange, ApiKeySnapshot key, byte[] body) {
    Object json;
    try {
      json = Json.parse(body);
    } catch (JacksonException e) {
      refuse(
          exchange,
          key.tenantId(),
          400,
          "malformed_json",
          "The body is not JSON.",
          Masking.freeText(new String(body, StandardCharsets.UTF_8)));
      return;
    }
    if (!(json instanceof Map<?, ?> batch) || !(batch.get("events") instanceof List<?> events)) {
      refuse(
          exchange,
          key.tenantId(),
          400,
          "invalid_batch",
          "The body is not an object with an array named events.",
          json(json));
      return;
    }
    if (events.size() > MAX_EVENTS) {
      refuse(
          exchange,
          key.tenantId(),
          413,
          "too_many_events",
          "A batch holds %d events at most.".formatted(MAX_EVENTS),
          "%d events".formatted(events.size()));
      return;
    }
    take(exchange, key, events);
  }

  private void take(Exchange exchange, ApiKeySnapshot key, List<?> events) {
    Instant now = clock.instant();
    List<EventDecision> decisions = new ArrayList<>(events.size());
    List<CompletableFuture<Stored>> underWay = new ArrayList<>(events.size());
    for (Object event : events) {
      EventDecision decision = intake.decide(event, key, now);
      decisions.add(decision);
      switch (decision) {
        case EventDecision.Accepted accepted -> underWay.add(sink.store(accepted.event()));
        case EventDecision.Refused refused ->
            refusals.record(
                exchange.route(), refused.type(), key.tenantId(), refused.problems(), json(event));
      }
    }
    exchange.whenStored(all(underWay), stored -> answer(exchange, decisions, stored));
  }

  private void answer(Exchange exchange, List<EventDecision> decisions, Stored stored) {
    switch (stored) {
      case Stored.Durable() -> {
        List<Map<String, Object>> results = new ArrayList<>(decisions.size());
        for (int i = 0; i < decisions.size(); i++) {
          EventDecision decision = decisions.get(i);
          if (decision instanceof EventDecision.Accepted) {
            metrics.accepted(decision.type());
          }
          results.add(result(i, decision));
        }
        exchange.json(202, Map.of("results", results));
      }
      case Stored.NotDurable notDurable -> {
        metrics.notDurable(BATCH);
        exchange.notDurable();
      }
    }
  }

  /** Durable when all are. */
  private static CompletableFuture<Stored> all(List<CompletableFuture<Stored>> underWay) {
    CompletableFuture<Stored> all = CompletableFuture.completedFuture(new Stored.Durable());
    for (CompletableFuture<Stored> one : underWay) {
      all =
          all.thenCombine(
              one, (before, stored) -> before instanceof Stored.NotDurable ? before : stored);
    }
    return all;
  }

  private static Map<String, Object> result(int index, EventDecision decision) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("index", index);
    String eventId = decision.sentEventId();
    if (eventId != null) {
      result.put("event_id", eventId);
    }
    switch (decision) {
      case EventDecision.Accepted accepted -> {
        result.put("status", "accepted");
        addIds(result, accepted.event());
      }
      case EventDecision.Refused refused -> {
        result.put("status", "refused");
        result.put("errors", refused.problems());
      }
    }
    return result;
  }

  private static void addIds(Map<String, Object> result, TrackingEvent event) {
    switch (event) {
      case Click click -> {
        result.put("click_id", click.clickId());
        result.put("visitor_id", click.visitorId());
      }
      case Impression impression -> result.put("visitor_id", impression.visitorId());
      case ConversionReceived conversion ->
          result.put("conversion_id", conversion.conversionId().value());
      case RefundReceived refund -> result.put("conversion_id", refund.conversionId().value());
      case Identified identified -> result.put("visitor_id", identified.visitorId());
      case ConsentChanged changed -> result.put("visitor_id", changed.visitorId());
      case PageViewed viewed -> result.put("visitor_id", viewed.visitorId());
    }
  }

  private void refuse(
      Exchange exchange,
      @Nullable TenantId tenant,
      int status,
      String code,
      String detail,
      String raw) {
    refusals.record(exchange.route(), BATCH, tenant, List.of(new Problem("", code, detail)), raw);
    exchange.problem(status, code, detail, List.of());
  }

  private static String json(@Nullable Object value) {
    return EventJson.mapper().writeValueAsString(Masking.json(value));
  }
}
