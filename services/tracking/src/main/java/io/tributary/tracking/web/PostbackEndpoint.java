package io.tributary.tracking.web;

import io.tributary.contract.id.IdSource;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.conversion.ConversionDecision;
import io.tributary.tracking.conversion.ConversionIntake;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.sink.TouchSink.Stored;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** {@code GET|POST /postback}: a conversion that the advertiser's server reports. */
final class PostbackEndpoint {

  /** Of a body, in bytes. */
  static final int MAX_BODY = 64 * 1024;

  private static final String TYPE = "conversion";

  private final ConversionIntake intake;
  private final Visits visits;
  private final TouchSink sink;
  private final Refusals refusals;
  private final EdgeMetrics metrics;
  private final IdSource ids;
  private final InstantSource clock;

  PostbackEndpoint(
      ConversionIntake intake,
      Visits visits,
      TouchSink sink,
      Refusals refusals,
      EdgeMetrics metrics,
      IdSource ids,
      InstantSource clock) {
    this.intake = intake;
    this.visits = visits;
    this.sink = sink;
    this.refusals = refusals;
    this.metrics = metrics;
    this.ids = ids;
    this.clock = clock;
  }

  void handle(Exchange exchange) {
    if (exchange.method().equals(HttpMethod.GET)) {
      decide(exchange, exchange.query());
    } else {
      exchange.body(
          MAX_BODY,
          body -> read(exchange, body),
          () ->
              refuse(
                  exchange,
                  413,
                  new Problem(
                      "",
                      "body_too_large",
                      "The body is larger than %d bytes.".formatted(MAX_BODY)),
                  ""));
    }
  }

  /** The body's parameters, and those of the query that the body does not name. */
  private void read(Exchange exchange, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    String type = exchange.mediaType();
    Map<String, String> sent;
    if (body.length == 0 || "application/x-www-form-urlencoded".equals(type)) {
      sent = Parameters.parse(text);
    } else if ("application/json".equals(type)) {
      sent = object(body);
    } else {
      refuse(
          exchange,
          415,
          new Problem(
              "",
              "unsupported_media_type",
              "Send a form (application/x-www-form-urlencoded) or JSON."),
          Masking.freeText(text));
      return;
    }
    if (sent == null) {
      refuse(
          exchange,
          400,
          new Problem("", "malformed_json", "The body is not a flat JSON object."),
          Masking.freeText(text));
      return;
    }
    exchange.query().forEach(sent::putIfAbsent);
    decide(exchange, sent);
  }

  private void decide(Exchange exchange, Map<String, String> parameters) {
    ConversionDecision decision =
        intake.postback(
            parameters,
            visits.known(exchange, parameters.get("no_track")),
            ids.next(),
            clock.instant());
    switch (decision) {
      case ConversionDecision.Accepted(ConversionReceived event) -> store(exchange, event);
      case ConversionDecision.Refused refused -> refuse(exchange, parameters, refused);
    }
  }

  private void store(Exchange exchange, ConversionReceived event) {
    exchange.whenStored(
        sink.store(event),
        stored -> {
          switch (stored) {
            case Stored.Durable() -> {
              metrics.accepted(TYPE);
              exchange.json(
                  200, Map.of("status", "accepted", "conversion_id", event.conversionId().value()));
            }
            case Stored.NotDurable notDurable -> {
              metrics.notDurable(TYPE);
              exchange.notDurable();
            }
          }
        });
  }

  private void refuse(
      Exchange exchange, Map<String, String> parameters, ConversionDecision.Refused refused) {
    refusals.record(
        exchange.route(),
        TYPE,
        refused.tenantId(),
        refused.problems(),
        Masking.parameters(parameters));
    Problem first = refused.problems().getFirst();
    int status =
        switch (refused.cause()) {
          case NOT_AUTHENTICATED -> 401;
          case NOT_ALLOWED -> 403;
          case INVALID -> 422;
        };
    exchange.problem(
        status, first.code(), first.field() + " " + first.message() + ".", refused.problems());
  }

  private void refuse(Exchange exchange, int status, Problem problem, String raw) {
    refusals.record(exchange.route(), TYPE, null, List.of(problem), raw);
    exchange.problem(status, problem.code(), problem.message(), List.of());
  }

  /** The members of a flat JSON object as text; null when the body is none. */
  private static @Nullable Map<String, String> object(byte[] body) {
    Object json;
    try {
      json = Json.parse(body);
    } catch (JacksonException e) {
      return null;
    }
    if (!(json instanceof Map<?, ?> members) || members.size() > Parameters.MAX) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Map.Entry<?, ?> member : members.entrySet()) {
      switch (member.getValue()) {
        case null -> {
          // Absent.
        }
        case Map<?, ?> nested -> {
          return null;
        }
        case List<?> nested -> {
          return null;
        }
        case Object value -> parameters.put(String.valueOf(member.getKey()), value.toString());
      }
    }
    return parameters;
  }
}
