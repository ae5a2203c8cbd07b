package io.tributary.reporting.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.reporting.live.Audience;
import io.tributary.reporting.live.LiveBoards;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What happens now, as server-sent events. */
@RestController
@RequestMapping("/api/v1/reports/live")
@Tag(name = "reporting")
final class LiveController {

  private final LiveBoards boards;
  private final LiveStreams streams;

  LiveController(LiveBoards boards, LiveStreams streams) {
    this.boards = boards;
    this.streams = streams;
  }

  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Live figures as server-sent events",
      description = "An event `tick` every second, and a comment line every 15 s.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(implementation = LiveTickResponse.class)))
  @ApiResponse(responseCode = "429")
  ResponseEntity<SseEmitter> live(Caller caller) {
    return streams.open(caller.user(), new LiveTicks(boards, audienceOf(caller)));
  }

  private static Audience audienceOf(Caller caller) {
    if (caller.is(Role.ADMIN) || caller.is(Role.MANAGER) || caller.is(Role.FINANCE)) {
      return new Audience.OfTenant(caller.tenant());
    }
    if (caller.is(Role.ADVERTISER) && caller.advertiserId() != null) {
      return new Audience.OfAdvertiser(caller.tenant(), caller.advertiserId());
    }
    if (caller.is(Role.AFFILIATE) && caller.affiliateId() != null) {
      return new Audience.OfAffiliate(caller.tenant(), caller.affiliateId());
    }
    throw ApiProblem.forbidden("Your roles do not allow this.");
  }
}
