package io.tributary.tracking.web;

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
import io.tributary.tracking.event.EventDecision;
import io.tributary.tracking.input.Sent.Warning;
import io.tributary.tracking.visitor.VisitorId;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes what became of the events of a batch, in their order. */
final class EventResults {

  private static final int BYTES_PER_EVENT = 128;

  private EventResults() {}

  /** {@code {"results": [...]}}. */
  static byte[] write(List<EventDecision> decisions) {
    return write(decisions, null);
  }

  /** {@code {"visitor_id": "...", "results": [...]}}; without a visitor as above. */
  static byte[] write(List<EventDecision> decisions, @Nullable VisitorId visitor) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(BYTES_PER_EVENT * (decisions.size() + 1));
    try (JsonGenerator json = EventJson.mapper().createGenerator(out)) {
      json.writeStartObject();
      if (visitor != null) {
        json.writeStringProperty("visitor_id", visitor.value());
      }
      json.writeArrayPropertyStart("results");
      for (int i = 0; i < decisions.size(); i++) {
        write(json, "index", i, decisions.get(i));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  /** One of them, under its number. */
  static void write(JsonGenerator json, String numbered, int number, EventDecision decision) {
    json.writeStartObject();
    json.writeNumberProperty(numbered, number);
    String eventId = decision.sentEventId();
    if (eventId != null) {
      json.writeStringProperty("event_id", eventId);
    }
    switch (decision) {
      case EventDecision.Accepted accepted -> {
        json.writeStringProperty("status", "accepted");
        ids(json, accepted.event());
        warnings(json, accepted.warnings());
      }
      case EventDecision.Refused refused -> {
        json.writeStringProperty("status", "refused");
        errors(json, refused.problems());
      }
    }
    json.writeEndObject();
  }

  static void ids(JsonGenerator json, TrackingEvent event) {
    switch (event) {
      case Click click -> {
        json.writeStringProperty("click_id", click.clickId());
        json.writeStringProperty("visitor_id", click.visitorId());
      }
      case Impression impression -> json.writeStringProperty("visitor_id", impression.visitorId());
      case ConversionReceived conversion ->
          json.writeStringProperty("conversion_id", conversion.conversionId().value());
      case RefundReceived refund ->
          json.writeStringProperty("conversion_id", refund.conversionId().value());
      case Identified identified -> json.writeStringProperty("visitor_id", identified.visitorId());
      case ConsentChanged changed -> json.writeStringProperty("visitor_id", changed.visitorId());
      case PageViewed viewed -> json.writeStringProperty("visitor_id", viewed.visitorId());
    }
  }

  private static void warnings(JsonGenerator json, List<Warning> warnings) {
    if (warnings.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("warnings");
    for (Warning warning : warnings) {
      json.writeStartObject();
      json.writeStringProperty("field", warning.field());
      json.writeStringProperty("code", warning.code());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void errors(JsonGenerator json, List<Problem> problems) {
    json.writeArrayPropertyStart("errors");
    for (Problem problem : problems) {
      json.writeStartObject();
      json.writeStringProperty("field", problem.field());
      json.writeStringProperty("code", problem.code());
      json.writeStringProperty("message", problem.message());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
