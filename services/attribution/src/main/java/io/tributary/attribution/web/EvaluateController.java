package io.tributary.attribution.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Models over the caller's own aggregated paths; nothing of the installation's data is read. */
@RestController
@RequestMapping("/api/v1/attribution")
@Tag(name = "attribution")
final class EvaluateController {

  private static final String EXCLUDED = "excluded";
  private static final String USUALLY_EXCLUDED = "Direct";

  private final EvaluateDesk desk;

  EvaluateController(EvaluateDesk desk) {
    this.desk = desk;
  }

  /** Reads the file as it comes and answers when the last model is done. */
  @PostMapping(path = "/evaluate", consumes = "text/csv")
  @Operation(
      summary = "Credit the channels of aggregated paths",
      description =
          "The file has the columns `path` (channels with `>` between them, oldest first) and"
              + " `total_conversions`, and may have `total_conversion_value` and `total_null`; it"
              + " is separated by commas or semicolons. Problems with it are told by line. See"
              + " docs/attribution-models.md.",
      requestBody =
          @RequestBody(
              required = true,
              content = @Content(mediaType = "text/csv", schema = @Schema(type = "string"))))
  @Parameter(
      name = EXCLUDED,
      in = ParameterIn.QUERY,
      description =
          "Channels that `last_non` passes over and `remove_if...` drops; `Direct` without it.",
      array = @ArraySchema(schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "400")
  @ApiResponse(responseCode = "429")
  EvaluateResponse paths(
      Caller caller,
      HttpServletRequest request,
      @Parameter(description = "Ids of models, or `all`.") @RequestParam List<String> model,
      @Parameter(description = "Of the Markov chain: 1 to 10, or `auto`.")
          @RequestParam(defaultValue = "1")
          String order,
      @Parameter(description = "Whether the chain counts journeys without a conversion.")
          @RequestParam(name = "use_null", defaultValue = "true")
          boolean useNull,
      @Parameter(description = "What to do to paths first, in this order.")
          @RequestParam(required = false)
          @Nullable List<String> transform,
      @Parameter(description = "How many touches `trim_long_path` leaves.")
          @RequestParam(name = "keep_last", defaultValue = "10")
          int keepLast,
      @Parameter(description = "Share of the first touch in `position`.")
          @RequestParam(defaultValue = "0.4")
          double first,
      @Parameter(description = "Share of the last touch in `position`.")
          @RequestParam(defaultValue = "0.4")
          double last,
      @Parameter(description = "Of `geometric_decay`: what a touch weighs of the next one.")
          @RequestParam(defaultValue = "0.5")
          double rate)
      throws IOException {
    caller.require(Role.ADMIN, Role.MANAGER);
    EvaluateOptions wanted =
        EvaluateOptions.of(
            model, order, useNull, transform, keepLast, excluded(request), first, last, rate);
    return desk.evaluate(
        caller.user(), wanted, request.getInputStream(), request.getContentLengthLong());
  }

  /** Names may hold commas, which would part a list. */
  private static Set<String> excluded(HttpServletRequest request) {
    String[] names = request.getParameterValues(EXCLUDED);
    return names == null ? Set.of(USUALLY_EXCLUDED) : new HashSet<>(Arrays.asList(names));
  }
}
