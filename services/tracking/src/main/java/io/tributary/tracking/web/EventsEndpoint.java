package io.tributary.tracking.web;

import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.event.ApiKey;
import io.tributary.tracking.event.EventDecision;
import io.tributary.tracking.event.EventIntake;
import io.tributary.tracking.event.EventTimes;
import io.tributary.tracking.event.Sender;
import io.tributary.tracking.input.JsonEvents;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.refusal.Problems;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.sink.TouchSink.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/events}: a batch of events from a server with a key. Each has a result of its
 * own; the answer leaves when all that were accepted are durable.
 */
final class EventsEndpoint {

  /** Of a body, in bytes. */
  static final int MAX_BODY = 1024 * 1024;

  /** Of a batch. */
  static final int MAX_EVENTS = 500;

  private static final String BATCH = "batch";

  private final Keys keys;
  private final Gate gate;
  private final EventIntake intake;
  private final TouchSink sink;
  private final Refusals refusals;
  private final EdgeMetrics metrics;
  private final InstantSource clock;

  EventsEndpoint(
      Keys keys,
      Gate gate,
      EventIntake intake,
      TouchSink sink,
      Refusals refusals,
      EdgeMetrics metrics,
      InstantSource clock) {
    this.keys = keys;
    this.gate = gate;
    this.intake = intake;
    this.sink = sink;
    this.refusals = refusals;
    this.metrics = metrics;
    this.clock = clock;
  }

  void handle(Exchange exchange) {
    ApiKeySnapshot key = keys.bearer(exchange);
    if (key == null) {
      refuse(exchange, null, 401, "invalid_api_key", "The API key is missing or not valid.", "");
      return;
    }
    TenantId tenant = key.tenantId();
    if (!key.scopes().contains(ApiKey.WRITE_EVENTS)) {
      refuse(exchange, tenant, 403, "missing_scope", "The key has not the scope events.write.", "");
      return;
    }
    if (!gate.admits(exchange, key)) {
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

  private void read(Exchange exchange, ApiKeySnapshot key, byte[] body) {
    switch (JsonEvents.read(body, MAX_EVENTS)) {
      case JsonEvents.Batch.Read(List<JsonEvents.Event> events, String sentAt) ->
          take(exchange, key, body, events, sentAt);
      case JsonEvents.Batch.TooMany(int atLeast) ->
          refuse(
              exchange,
              key.tenantId(),
              413,
              "too_many_events",
              "A batch holds %d events at most.".formatted(MAX_EVENTS),
              "%d events".formatted(atLeast));
      case JsonEvents.Batch.NotABatch() ->
          refuse(
              exchange,
              key.tenantId(),
              400,
              "invalid_batch",
              "The body is not an object with an array named events.",
              json(body, 0, body.length));
      case JsonEvents.Batch.Malformed() ->
          refuse(
              exchange,
              key.tenantId(),
              400,
              "malformed_json",
              "The body is not JSON.",
              Masking.freeText(new String(body, StandardCharsets.UTF_8)));
    }
  }

  private void take(
      Exchange exchange,
      ApiKeySnapshot key,
      byte[] body,
      List<JsonEvents.Event> events,
      @Nullable String sentAtText) {
    Instant now = clock.instant();
    Problems batchProblems = new Problems();
    Instant sentAt = EventTimes.parse("sent_at", sentAtText, batchProblems);
    Sender sender = Sender.of(key, Channel.API, sentAt);
    List<EventDecision> decisions = new ArrayList<>(events.size());
    List<CompletableFuture<Stored>> underWay = new ArrayList<>(events.size());
    for (JsonEvents.Event event : events) {
      if (!batchProblems.isEmpty()) {
        event.sent().warn("sent_at", "invalid_time");
      }
      EventDecision decision = intake.decide(event.sent(), sender, now);
      decisions.add(decision);
      switch (decision) {
        case EventDecision.Accepted accepted -> {
          Identified binding = accepted.binding();
          if (binding != null) {
            underWay.add(sink.store(binding));
          }
          underWay.add(sink.store(accepted.event()));
        }
        case EventDecision.Refused refused ->
            refusals.record(
                exchange.route(),
                refused.type(),
                key.tenantId(),
                refused.problems(),
                json(body, event.from(), event.to()));
      }
    }
    exchange.whenStored(AllStored.of(underWay), stored -> answer(exchange, decisions, stored));
  }

  private void answer(Exchange exchange, List<EventDecision> decisions, Stored stored) {
    switch (stored) {
      case Stored.Durable() -> {
        for (EventDecision decision : decisions) {
          if (decision instanceof EventDecision.Accepted accepted) {
            metrics.accepted(accepted.type());
            metrics.warned(accepted.warnings());
          }
        }
        exchange.json(202, EventResults.write(decisions));
      }
      case Stored.NotDurable notDurable -> {
        metrics.notDurable(BATCH);
        exchange.notDurable();
      }
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

  /** A part of the body, masked. */
  private static String json(byte[] body, int from, int to) {
    byte[] part = Arrays.copyOfRange(body, from, to);
    return EventJson.mapper().writeValueAsString(Masking.json(Json.parse(part)));
  }
}
