package io.tributary.tracking.web;

import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.event.EventDecision;
import io.tributary.tracking.event.EventIntake;
import io.tributary.tracking.event.Sender;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.segment.SegmentMessages;
import io.tributary.tracking.segment.Translation;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * {@code POST /v1/track}, {@code identify}, {@code page}, {@code screen}, {@code alias}, {@code
 * group} and {@code batch}: messages of clients that speak the Segment protocol, with the API key
 * as their write key.
 */
final class SegmentEndpoint {

  /** Of a body, in bytes, as sent and unpacked. */
  static final int MAX_BODY = 4 * 1024 * 1024;

  /** Of one message, in bytes of its JSON. */
  static final int MAX_MESSAGE = 32 * 1024;

  /** Of a batch. */
  static final int MAX_MESSAGES = 5_000;

  private static final String PREFIX = "/v1/";

  private final KeyAdmission admission;
  private final LargeBodies bodies;
  private final SegmentMessages messages;
  private final EventIntake intake;
  private final EventRecorder recorder;
  private final InstantSource clock;

  SegmentEndpoint(
      KeyAdmission admission,
      LargeBodies bodies,
      SegmentMessages messages,
      EventIntake intake,
      EventRecorder recorder,
      InstantSource clock) {
    this.admission = admission;
    this.bodies = bodies;
    this.messages = messages;
    this.intake = intake;
    this.recorder = recorder;
    this.clock = clock;
  }

  /** What becomes of one message. */
  private sealed interface Outcome {

    /** It is an event. */
    record Decided(EventDecision decision) implements Outcome {}

    /** It is of no use here. */
    record Ignored(Translation.Unused unused) implements Outcome {}
  }

  /**
   * The messages of a body.
   *
   * @param call the kind of the only one, by the address; null when each says so itself
   * @param sentAt the sender's clock when it sent; null when it did not tell
   * @param small whether none can be too large, since the body is not
   */
  private record Messages(
      List<?> all, @Nullable String call, @Nullable String sentAt, boolean small) {}

  /**
   * The write key stands in the header, or in the body, which is read and parsed for it within the
   * same bounds.
   */
  void handle(Exchange exchange) {
    boolean inHeader = exchange.header(HttpHeaders.AUTHORIZATION) != null;
    ApiKeySnapshot key = inHeader ? admission.basicOrBearer(exchange) : null;
    if (inHeader && key == null) {
      return;
    }
    exchange.body(MAX_BODY, body -> read(exchange, key, body), () -> tooLarge(exchange, key).run());
  }

  private void read(Exchange exchange, @Nullable ApiKeySnapshot key, byte[] body) {
    String encoding = exchange.header(HttpHeaders.CONTENT_ENCODING);
    if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
      bodies.decide(exchange, body.length, () -> parse(exchange, key, body));
    } else if (encoding.equalsIgnoreCase("gzip")) {
      // How much it is unpacked is not known before.
      int atLeast = Math.max(body.length, LargeBodies.LARGE + 1);
      bodies.decide(exchange, atLeast, () -> unpack(exchange, key, body));
    } else {
      String detail = "Send the body as it is, or packed with gzip.";
      refusal(exchange, key, 415, "unsupported_media_type", detail, "").run();
    }
  }

  private Runnable unpack(Exchange exchange, @Nullable ApiKeySnapshot key, byte[] body) {
    byte[] unpacked = Gzip.unpack(body, MAX_BODY);
    if (unpacked == null) {
      String detail = "The body is not packed with gzip.";
      return refusal(exchange, key, 400, "malformed_json", detail, "");
    }
    return unpacked.length > MAX_BODY ? tooLarge(exchange, key) : parse(exchange, key, unpacked);
  }

  private Runnable parse(Exchange exchange, @Nullable ApiKeySnapshot key, byte[] body) {
    Object json;
    try {
      json = Json.parse(body);
    } catch (JacksonException e) {
      String raw = Masking.freeText(new String(body, StandardCharsets.UTF_8));
      return refusal(exchange, key, 400, "malformed_json", "The body is not JSON.", raw);
    }
    if (!(json instanceof Map<?, ?> members)) {
      String raw = Json.masked(json);
      return refusal(exchange, key, 400, "invalid_batch", "The body is not an object.", raw);
    }
    return key == null
        ? () -> takeByKeyInBody(exchange, members, body.length)
        : take(exchange, key, members, body.length);
  }

  private void takeByKeyInBody(Exchange exchange, Map<?, ?> members, int bytes) {
    ApiKeySnapshot key = admission.inBody(exchange, members.get("writeKey"));
    if (key != null) {
      bodies.decide(exchange, bytes, () -> take(exchange, key, members, bytes));
    }
  }

  private Runnable take(Exchange exchange, ApiKeySnapshot key, Map<?, ?> members, int bytes) {
    String call = exchange.path().substring(PREFIX.length());
    boolean small = bytes <= MAX_MESSAGE;
    if (!call.equals("batch") && !call.startsWith("import")) {
      return take(exchange, key, new Messages(List.of(members), call, null, small));
    }
    if (!(members.get("batch") instanceof List<?> batch)) {
      String detail = "The body is not an object with an array named batch.";
      return refusal(exchange, key, 400, "invalid_batch", detail, Json.masked(members));
    }
    if (batch.size() > MAX_MESSAGES) {
      String detail = "A batch holds %d messages at most.".formatted(MAX_MESSAGES);
      return refusal(exchange, key, 413, "too_many_events", detail, batch.size() + " messages");
    }
    String sentAt = members.get("sentAt") instanceof String at ? at : null;
    return take(exchange, key, new Messages(batch, null, sentAt, small));
  }

  private Runnable take(Exchange exchange, ApiKeySnapshot key, Messages sent) {
    Instant now = clock.instant();
    Sender sender = Sender.of(key, Channel.SEGMENT, null);
    List<Outcome> outcomes = new ArrayList<>(sent.all().size());
    EventRecorder.Batch recorded = recorder.batch(exchange.route(), key.tenantId());
    for (Object message : sent.all()) {
      Outcome outcome = decide(message, sent, sender, now);
      outcomes.add(outcome);
      record(message, outcome, recorded);
    }
    return recorded.whenDurable(exchange, answer(exchange, sent.call() != null, outcomes));
  }

  private Outcome decide(@Nullable Object message, Messages sent, Sender sender, Instant now) {
    if (!(message instanceof Map<?, ?> members)) {
      return refused(null, "wrong_type", "is not an object");
    }
    if (!sent.small() && size(members) > MAX_MESSAGE) {
      String id = members.get("messageId") instanceof String text ? text : null;
      return refused(id, "event_too_large", "is larger than %d bytes".formatted(MAX_MESSAGE));
    }
    return switch (messages.translate(members, sent.call(), sent.sentAt(), sender.tenant())) {
      case Translation.Event event -> new Outcome.Decided(intake.decide(event.sent(), sender, now));
      case Translation.Unused unused -> new Outcome.Ignored(unused);
    };
  }

  private static Outcome refused(@Nullable String id, String code, String words) {
    return new Outcome.Decided(
        new EventDecision.Refused("unknown", id, List.of(new Problem("", code, words))));
  }

  private static void record(
      @Nullable Object message, Outcome outcome, EventRecorder.Batch recorded) {
    switch (outcome) {
      case Outcome.Decided(EventDecision decision) ->
          recorded.take(decision, () -> Json.masked(message));
      case Outcome.Ignored(Translation.Unused unused) ->
          recorded.leaveOut(unused.type(), problems(unused), Json.masked(message));
    }
  }

  private static List<Problem> problems(Translation.Unused unused) {
    return List.of(new Problem(unused.field(), unused.reason(), unused.message()));
  }

  private static Runnable answer(Exchange exchange, boolean single, List<Outcome> outcomes) {
    if (single && outcomes.getFirst() instanceof Outcome.Decided(EventDecision.Refused refused)) {
      Problem first = refused.problems().getFirst();
      String detail = first.field() + " " + first.message() + ".";
      return () -> exchange.problem(422, first.code(), detail, refused.problems());
    }
    byte[] results = SegmentResults.write(outcomes.stream().map(SegmentEndpoint::result).toList());
    return () -> exchange.json(200, results);
  }

  private static SegmentResults.Result result(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Decided(EventDecision.Accepted accepted) ->
          new SegmentResults.Result(
              accepted.sentEventId(), "accepted", accepted.event(), List.of());
      case Outcome.Decided(EventDecision.Refused refused) ->
          new SegmentResults.Result(refused.sentEventId(), "refused", null, refused.problems());
      case Outcome.Ignored(Translation.Unused unused) ->
          new SegmentResults.Result(unused.messageId(), "ignored", null, problems(unused));
    };
  }

  private Runnable tooLarge(Exchange exchange, @Nullable ApiKeySnapshot key) {
    String detail = "The body is larger than %d bytes.".formatted(MAX_BODY);
    return refusal(exchange, key, 413, "body_too_large", detail, "");
  }

  private Runnable refusal(
      Exchange exchange,
      @Nullable ApiKeySnapshot key,
      int status,
      String code,
      String detail,
      String raw) {
    TenantId tenant = key == null ? null : key.tenantId();
    return recorder.refusal(exchange, tenant, status, code, detail, raw);
  }

  private static int size(Map<?, ?> message) {
    return EventJson.mapper().writeValueAsBytes(message).length;
  }
}
