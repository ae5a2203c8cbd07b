package io.tributary.tracking.web;

import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import io.tributary.tracking.event.EventDecision;
import io.tributary.tracking.event.EventIntake;
import io.tributary.tracking.event.EventTimes;
import io.tributary.tracking.event.Sender;
import io.tributary.tracking.input.JsonEvents;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.refusal.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  private final KeyAdmission admission;
  private final LargeBodies bodies;
  private final EventIntake intake;
  private final EventRecorder recorder;
  private final InstantSource clock;

  EventsEndpoint(
      KeyAdmission admission,
      LargeBodies bodies,
      EventIntake intake,
      EventRecorder recorder,
      InstantSource clock) {
    this.admission = admission;
    this.bodies = bodies;
    this.intake = intake;
    this.recorder = recorder;
    this.clock = clock;
  }

  void handle(Exchange exchange) {
    ApiKeySnapshot key = admission.bearer(exchange);
    if (key == null) {
      return;
    }
    TenantId tenant = key.tenantId();
    String type = exchange.mediaType();
    if (type != null && !type.equals("application/json")) {
      recorder.refuse(
          exchange, tenant, 415, "unsupported_media_type", "Send application/json.", "");
      return;
    }
    exchange.body(
        MAX_BODY,
        body -> bodies.decide(exchange, body.length, () -> read(exchange, key, body)),
        () ->
            recorder.refuse(
                exchange,
                tenant,
                413,
                "body_too_large",
                "The body is larger than %d bytes.".formatted(MAX_BODY),
                ""));
  }

  private Runnable read(Exchange exchange, ApiKeySnapshot key, byte[] body) {
    return switch (JsonEvents.read(body, MAX_EVENTS)) {
      case JsonEvents.Batch.Read(List<JsonEvents.Event> events, String sentAt) ->
          take(exchange, key, body, events, sentAt);
      case JsonEvents.Batch.TooMany(int atLeast) ->
          recorder.refusal(
              exchange,
              key.tenantId(),
              413,
              "too_many_events",
              "A batch holds %d events at most.".formatted(MAX_EVENTS),
              "%d events".formatted(atLeast));
      case JsonEvents.Batch.NotABatch() ->
          recorder.refusal(
              exchange,
              key.tenantId(),
              400,
              "invalid_batch",
              "The body is not an object with an array named events.",
              json(body, 0, body.length));
      case JsonEvents.Batch.Malformed() ->
          recorder.refusal(
              exchange,
              key.tenantId(),
              400,
              "malformed_json",
              "The body is not JSON.",
              Masking.freeText(new String(body, StandardCharsets.UTF_8)));
    };
  }

  private Runnable take(
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
    EventRecorder.Batch batch = recorder.batch(exchange.route(), key.tenantId());
    for (JsonEvents.Event event : events) {
      if (!batchProblems.isEmpty()) {
        event.sent().warn("sent_at", "invalid_time");
      }
      EventDecision decision = intake.decide(event.sent(), sender, now);
      decisions.add(decision);
      batch.take(decision, () -> json(body, event.from(), event.to()));
    }
    byte[] results = EventResults.write(decisions);
    return batch.whenDurable(exchange, () -> exchange.json(202, results));
  }

  /** A part of the body, masked. */
  private static String json(byte[] body, int from, int to) {
    byte[] part = Arrays.copyOfRange(body, from, to);
    return EventJson.mapper().writeValueAsString(Masking.json(Json.parse(part)));
  }
}
