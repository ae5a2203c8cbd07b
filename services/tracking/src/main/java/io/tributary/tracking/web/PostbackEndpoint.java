package io.tributary.tracking.web;

import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.conversion.ConversionDecision;
import io.tributary.tracking.conversion.ConversionIntake;
import io.tributary.tracking.conversion.ConversionIntake.Postback;
import io.tributary.tracking.conversion.Dialects;
import io.tributary.tracking.input.Sent;
import io.tributary.tracking.input.Sent.Warning;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.sink.TouchSink.Stored;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * {@code GET|POST /postback} and {@code /compat/{vendor}/...}: a conversion that the advertiser's
 * server reports, under the product's own names or another system's.
 */
final class PostbackEndpoint {

  /** Of a body, in bytes. */
  static final int MAX_BODY = 64 * 1024;

  private static final String TYPE = "conversion";
  private static final String REFUND = "refund";

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

  /** Takes a request to the product's own address. */
  void handle(Exchange exchange) {
    handle(exchange, null);
  }

  /** Takes a request to a vendor's address. */
  void handleVendor(Exchange exchange) {
    Dialects.Found found = Dialects.atPath(exchange.path());
    if (found == null) {
      exchange.problem(404, "not_found", "No such system has such an address.", List.of());
    } else {
      handle(exchange, found);
    }
  }

  private void handle(Exchange exchange, Dialects.@Nullable Found vendor) {
    if (exchange.method().equals(HttpMethod.GET)) {
      decide(exchange, postback(vendor, exchange.query(), List.of()));
    } else {
      exchange.body(
          MAX_BODY,
          body -> read(exchange, vendor, body),
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
  private void read(Exchange exchange, Dialects.@Nullable Found vendor, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    String type = exchange.mediaType();
    FlatJson sent;
    if (body.length == 0 || "application/x-www-form-urlencoded".equals(type)) {
      sent = new FlatJson(Parameters.parse(text), List.of());
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
    exchange.query().forEach(sent.parameters()::putIfAbsent);
    decide(exchange, postback(vendor, sent.parameters(), sent.items()));
  }

  private static Postback postback(
      Dialects.@Nullable Found vendor, Map<String, String> parameters, List<Sent.Item> items) {
    return vendor == null
        ? new Postback(null, null, parameters, items)
        : new Postback(vendor.dialect(), vendor.token(), parameters, items);
  }

  private void decide(Exchange exchange, Postback postback) {
    ConversionDecision decision =
        intake.postback(
            postback,
            visits.known(exchange, postback.parameters().get("no_track")),
            ids.next(),
            clock.instant());
    switch (decision) {
      case ConversionDecision.Accepted(
              ConversionReceived event,
              Identified binding,
              List<Warning> warnings) -> {
        Map<String, Object> answer = answer(event.conversionId());
        if (!warnings.isEmpty()) {
          answer.put("warnings", warnings);
        }
        store(exchange, postback, stored(event, binding), TYPE, answer);
      }
      case ConversionDecision.TakenBack(RefundReceived refund) -> {
        Map<String, Object> answer = answer(refund.conversionId());
        answer.put("effect", "taken_back");
        store(exchange, postback, sink.store(refund), REFUND, answer);
      }
      case ConversionDecision.Refused refused -> refuse(exchange, postback, refused);
    }
  }

  private CompletableFuture<Stored> stored(ConversionReceived event, @Nullable Identified binding) {
    return binding == null
        ? sink.store(event)
        : AllStored.of(List.of(sink.store(binding), sink.store(event)));
  }

  private static Map<String, Object> answer(ConversionId conversion) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", "accepted");
    answer.put("conversion_id", conversion.value());
    return answer;
  }

  private void store(
      Exchange exchange,
      Postback postback,
      CompletableFuture<Stored> underWay,
      String type,
      Map<String, Object> answer) {
    exchange.whenStored(
        underWay,
        stored -> {
          switch (stored) {
            case Stored.Durable() -> {
              metrics.accepted(type);
              answer(exchange, postback, answer);
            }
            case Stored.NotDurable notDurable -> {
              metrics.notDurable(type);
              exchange.notDurable();
            }
          }
        });
  }

  private void answer(Exchange exchange, Postback postback, Map<String, Object> json) {
    switch (intake.answer(postback)) {
      case JSON -> exchange.json(200, json);
      case OK -> exchange.text(200, "text/plain", "OK");
      case SUCCESS -> exchange.text(200, "text/plain", "SUCCESS");
      case SCRIPT -> exchange.text(200, "text/javascript", "/* SUCCESS */");
      case IMAGE -> exchange.gif(200);
    }
  }

  private void refuse(Exchange exchange, Postback postback, ConversionDecision.Refused refused) {
    refusals.record(
        exchange.route(),
        TYPE,
        refused.tenantId(),
        refused.problems(),
        Masking.parameters(postback.parameters()));
    Problem first = refused.problems().getFirst();
    switch (refused.cause()) {
      case NOT_AUTHENTICATED -> problem(exchange, 401, refused);
      case NOT_ALLOWED -> problem(exchange, 403, refused);
      case INVALID -> problem(exchange, 422, refused);
      case IGNORED ->
          answer(exchange, postback, Map.of("status", "ignored", "reason", first.code()));
    }
  }

  private static void problem(Exchange exchange, int status, ConversionDecision.Refused refused) {
    Problem first = refused.problems().getFirst();
    exchange.problem(
        status, first.code(), first.field() + " " + first.message() + ".", refused.problems());
  }

  private void refuse(Exchange exchange, int status, Problem problem, String raw) {
    refusals.record(exchange.route(), TYPE, null, List.of(problem), raw);
    exchange.problem(status, problem.code(), problem.message(), List.of());
  }

  /** The members of a JSON object that is flat but for the order's items. */
  private record FlatJson(Map<String, String> parameters, List<Sent.Item> items) {}

  private static @Nullable FlatJson object(byte[] body) {
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
    List<Sent.Item> items = List.of();
    for (Map.Entry<?, ?> member : members.entrySet()) {
      String name = String.valueOf(member.getKey());
      switch (member.getValue()) {
        case null -> {
          // Absent.
        }
        case Map<?, ?> nested -> {
          return null;
        }
        case List<?> list -> {
          List<Sent.Item> read = name.equals("items") ? JsonItems.read(list) : null;
          if (read == null) {
            return null;
          }
          items = read;
        }
        case Object value -> parameters.put(name, value.toString());
      }
    }
    return new FlatJson(parameters, items);
  }
}
