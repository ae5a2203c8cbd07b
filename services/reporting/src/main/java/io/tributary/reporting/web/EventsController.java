package io.tributary.reporting.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contract.id.CampaignId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.FieldProblem;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.reporting.debugger.EventFilter;
import io.tributary.reporting.debugger.RecentEvents;
import io.tributary.reporting.debugger.SeenEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * What came in last, and what was made of it: for who sets tracking up or looks for a lost order.
 */
@RestController
@RequestMapping("/api/v1/events")
@Tag(name = "reporting")
final class EventsController {

  private static final int DEFAULT_LIMIT = 50;

  private final RecentEvents events;
  private final LiveStreams streams;

  EventsController(RecentEvents events, LiveStreams streams) {
    this.events = events;
    this.streams = streams;
  }

  @GetMapping("recent")
  @Operation(
      summary = "The last events and what was made of them",
      description =
          """
          Newest first, out of the last 200 of the tenant that the answering process saw: an event
          as it was received, with full addresses, e-mail addresses and tokens masked; how the edge
          judged it or why it refused it; and for conversions and refunds what was decided, as soon
          as it is known. `type` is click, impression, conversion, refund, identify, consent or
          page; `refused` shows only what was refused, or only what was recorded.\
          """)
  SeenEventsResponse recentEvents(
      Caller caller,
      @RequestParam(name = "type", required = false) @Nullable String type,
      @RequestParam(name = "campaign_id", required = false) @Nullable String campaign,
      @RequestParam(name = "refused", required = false) @Nullable String refused,
      @RequestParam(name = "limit", required = false) @Nullable String limit) {
    caller.require(Role.ADMIN, Role.MANAGER);
    List<FieldProblem> problems = new ArrayList<>();
    EventFilter filter = filter(type, campaign, refused, problems);
    int most = limit(limit, problems);
    refuseIfAny(problems);
    return new SeenEventsResponse(
        events.newest(caller.tenant(), filter, most).stream().map(SeenEventResponse::of).toList());
  }

  @GetMapping(path = "stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "The last events as server-sent events, as they arrive",
      description =
          """
          An event `entry` for each event that is held, then for each as it comes and again as it
          changes: the newer one of an id replaces the older. A comment line every 15 s. Filters as
          for the list.\
          """)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(implementation = SeenEventResponse.class)))
  @ApiResponse(responseCode = "429")
  ResponseEntity<SseEmitter> eventStream(
      Caller caller,
      @RequestParam(name = "type", required = false) @Nullable String type,
      @RequestParam(name = "campaign_id", required = false) @Nullable String campaign,
      @RequestParam(name = "refused", required = false) @Nullable String refused) {
    caller.require(Role.ADMIN, Role.MANAGER);
    List<FieldProblem> problems = new ArrayList<>();
    EventFilter filter = filter(type, campaign, refused, problems);
    refuseIfAny(problems);
    return streams.open(caller.user(), new SeenEntries(events.open(caller.tenant(), filter)));
  }

  private static EventFilter filter(
      @Nullable String type,
      @Nullable String campaign,
      @Nullable String refused,
      List<FieldProblem> problems) {
    return new EventFilter(
        type(type, problems), campaign(campaign, problems), refused(refused, problems));
  }

  private static SeenEvent.@Nullable Type type(@Nullable String text, List<FieldProblem> problems) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    for (SeenEvent.Type type : SeenEvent.Type.values()) {
      if (SeenEventResponse.word(type).equals(text)) {
        return type;
      }
    }
    problems.add(new FieldProblem("type", "invalid_type", "not a type of event"));
    return null;
  }

  private static @Nullable CampaignId campaign(@Nullable String text, List<FieldProblem> problems) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return new CampaignId(text);
    } catch (IllegalArgumentException e) {
      problems.add(new FieldProblem("campaign_id", "invalid_id", "not an id of this kind"));
      return null;
    }
  }

  private static @Nullable Boolean refused(@Nullable String text, List<FieldProblem> problems) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> {
        return true;
      }
      case "false" -> {
        return false;
      }
      default -> {
        problems.add(new FieldProblem("refused", "invalid_boolean", "true or false"));
        return null;
      }
    }
  }

  private static int limit(@Nullable String text, List<FieldProblem> problems) {
    if (text == null || text.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= RecentEvents.HELD_PER_TENANT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Told below, as for a number out of range.
    }
    problems.add(new FieldProblem("limit", "out_of_range", "1 to " + RecentEvents.HELD_PER_TENANT));
    return DEFAULT_LIMIT;
  }

  private static void refuseIfAny(List<FieldProblem> problems) {
    if (!problems.isEmpty()) {
      throw ApiProblem.unprocessable(problems);
    }
  }
}
