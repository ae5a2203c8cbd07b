package io.tributary.tracking.web;

import io.tributary.contract.json.EventJson;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.contract.tracking.TrackingEvent;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes what became of messages, beside the word that their clients look for. */
final class SegmentResults {

  private SegmentResults() {}

  /** One message's. */
  record Result(
      @Nullable String messageId,
      String status,
      @Nullable TrackingEvent event,
      List<Problem> problems) {}

  /** {@code {"success": true, "results": [...]}}. */
  static byte[] write(List<Result> results) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = EventJson.mapper().createGenerator(out)) {
      json.writeStartObject();
      json.writeBooleanProperty("success", true);
      json.writeArrayPropertyStart("results");
      for (Result result : results) {
        json.writeStartObject();
        if (result.messageId() != null) {
          json.writeStringProperty("message_id", result.messageId());
        }
        json.writeStringProperty("status", result.status());
        if (result.event() != null) {
          EventResults.ids(json, result.event());
        }
        if (!result.problems().isEmpty()) {
          EventResults.errors(json, result.problems());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return out.toByteArray();
  }
}
