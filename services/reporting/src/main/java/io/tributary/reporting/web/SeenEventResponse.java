package io.tributary.reporting.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.money.Money;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Refused;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.platform.http.Words;
import io.tributary.reporting.debugger.Masking;
import io.tributary.reporting.debugger.SeenEvent;
import io.tributary.reporting.debugger.SeenEvent.Accepted;
import io.tributary.reporting.debugger.SeenEvent.TurnedAway;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * An event and what was made of it.
 *
 * @param id of the event, or of the refusal
 * @param version grows with every change; the newer entry of an id replaces the older
 * @param outcome whether it was recorded
 * @param type null for what was refused
 * @param source the endpoint that refused it, or how a conversion came in
 * @param occurredAt when it happened; null for what was refused
 * @param amount of a conversion or refund, in minor units
 * @param judgement of a click or impression
 * @param problems why it was refused
 * @param raw the refused input, masked and cut
 * @param received the event's fields by their paths, as they were recorded, masked
 * @param decision what was decided; null before, and for other events
 */
record SeenEventResponse(
    String id,
    long version,
    @Schema(allowableValues = {"accepted", "refused"}) String outcome,
    @Words(SeenEvent.Type.class) @Nullable String type,
    @Nullable String source,
    Instant receivedAt,
    @Nullable Instant occurredAt,
    @Nullable String campaignId,
    @Nullable String affiliateId,
    @Nullable String conversionId,
    @Nullable Long amount,
    @Nullable String currency,
    @Nullable SeenJudgement judgement,
    List<SeenProblem> problems,
    @Nullable String raw,
    Map<String, String> received,
    @Nullable SeenDecisionResponse decision) {

  /** What stands beside the fields, or says nothing to a reader. */
  private static final List<String> TOLD_ELSEWHERE =
      List.of("event_id", "type", "tenant_id", "judgement");

  private static final TypeReference<LinkedHashMap<String, Object>> FIELDS =
      new TypeReference<>() {};

  SeenEventResponse {
    problems = List.copyOf(problems);
  }

  /** What the edge thought of a touch; its class is unique, duplicate or invalid. */
  record SeenJudgement(
      @Words(Judgement.TouchClass.class) String touchClass,
      @Words(Judgement.Verdict.class) String verdict,
      @Nullable String reason,
      int score,
      List<SeenSignal> signals,
      List<String> deferred) {

    SeenJudgement {
      signals = List.copyOf(signals);
      deferred = List.copyOf(deferred);
    }

    static SeenJudgement of(Judgement judgement) {
      return new SeenJudgement(
          word(judgement.touchClass()),
          word(judgement.verdict()),
          judgement.reason(),
          judgement.score(),
          judgement.signals().stream().map(SeenSignal::of).toList(),
          judgement.deferred());
    }
  }

  /** One thing that spoke against a touch; a monitored one does not count. */
  record SeenSignal(String id, int points, boolean monitored, Map<String, String> values) {

    static SeenSignal of(Judgement.Signal signal) {
      Map<String, String> values = new LinkedHashMap<>();
      signal.values().forEach((name, value) -> values.put(name, Masking.text(value)));
      return new SeenSignal(signal.id(), signal.points(), signal.monitored(), values);
    }
  }

  /** A problem of refused input; the field is empty for the whole input. */
  record SeenProblem(String field, String code, String message) {}

  static SeenEventResponse of(SeenEvent seen) {
    return switch (seen.input()) {
      case Accepted accepted -> accepted(seen, accepted.event());
      case TurnedAway turnedAway -> refused(seen, turnedAway.refusal());
    };
  }

  /** An enum's constant as the API writes it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static SeenEventResponse accepted(SeenEvent seen, TrackingEvent event) {
    SeenEvent.Type type = seen.type();
    Money amount = null;
    String affiliate = null;
    String conversion = null;
    String source = null;
    Judgement judgement = null;
    if (event instanceof Click click) {
      affiliate = click.affiliateId().value();
      judgement = click.judgement();
    } else if (event instanceof Impression impression) {
      affiliate = impression.affiliateId().value();
      judgement = impression.judgement();
    } else if (event instanceof ConversionReceived received) {
      conversion = received.conversionId().value();
      amount = received.amount();
      source = word(received.channel());
    } else if (event instanceof RefundReceived refund) {
      conversion = refund.conversionId().value();
      amount = refund.amount();
    }
    return new SeenEventResponse(
        event.eventId(),
        seen.version(),
        "accepted",
        type == null ? null : word(type),
        source,
        event.receivedAt(),
        event.occurredAt(),
        seen.campaign() == null ? null : seen.campaign().value(),
        affiliate,
        conversion,
        amount == null ? null : amount.minor(),
        amount == null ? null : amount.currency().value(),
        judgement == null ? null : SeenJudgement.of(judgement),
        List.of(),
        null,
        fields(event),
        seen.decision() == null ? null : SeenDecisionResponse.of(seen.decision()));
  }

  private static SeenEventResponse refused(SeenEvent seen, Refused refusal) {
    return new SeenEventResponse(
        refusal.refusalId(),
        seen.version(),
        "refused",
        null,
        refusal.source(),
        refusal.receivedAt(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        refusal.problems().stream()
            .map(
                problem ->
                    new SeenProblem(
                        problem.field(), problem.code(), Masking.text(problem.message())))
            .toList(),
        Masking.text(refusal.raw()),
        Map.of(),
        null);
  }

  private static Map<String, String> fields(TrackingEvent event) {
    Map<String, Object> fields = EventJson.mapper().convertValue(event, FIELDS);
    TOLD_ELSEWHERE.forEach(fields::remove);
    return Masking.fields(fields);
  }
}
