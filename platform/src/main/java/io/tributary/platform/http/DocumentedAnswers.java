package io.tributary.platform.http;

import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** The refusals of an operation, which follow from what its method takes. */
final class DocumentedAnswers {

  /** By status. */
  static final Map<Integer, Refusal> REFUSALS = refusals();

  private DocumentedAnswers() {}

  /**
   * A kind of refusal.
   *
   * @param name of its component
   * @param description when it comes
   * @param comesWithDelay whether it says in {@code Retry-After} when to try again
   */
  record Refusal(String name, String description, boolean comesWithDelay) {

    Refusal(String name, String description) {
      this(name, description, false);
    }
  }

  private static Map<Integer, Refusal> refusals() {
    Map<Integer, Refusal> all = new TreeMap<>();
    all.put(400, new Refusal("BadRequest", "The body is no JSON, or a header is malformed."));
    all.put(401, new Refusal("Unauthorized", "No valid access token, or wrong credentials."));
    all.put(403, new Refusal("Forbidden", "The caller's roles do not allow this."));
    all.put(
        404, new Refusal("NotFound", "There is no such resource, or it is not for the caller."));
    all.put(409, new Refusal("Conflict", "The state of the resource does not allow this."));
    all.put(412, new Refusal("Stale", "The resource is not at the version of `If-Match`."));
    all.put(422, new Refusal("Unprocessable", "Fields that cannot be accepted, in `errors`."));
    all.put(429, new Refusal("TooManyRequests", "Too many tries; later again.", true));
    all.put(503, new Refusal("Unavailable", "Something needed does not answer.", true));
    return Collections.unmodifiableMap(all);
  }

  static ApiResponse response(int status, Refusal refusal) {
    ApiResponse response =
        new ApiResponse()
            .description(status + ": " + refusal.description())
            .content(
                new Content()
                    .addMediaType(
                        Problems.MEDIA_TYPE,
                        new MediaType()
                            .schema(new Schema<>().$ref("#/components/schemas/Problem"))));
    return refusal.comesWithDelay()
        ? response.addHeaderObject(
            HttpHeaders.RETRY_AFTER,
            new Header().description("Seconds.").schema(DocumentedRecords.type("integer")))
        : response;
  }

  /** Adds the refusals to what is declared; declared ones become the shared ones. */
  static void complete(ApiResponses responses, HandlerMethod method) {
    NavigableSet<Integer> statuses = of(method);
    REFUSALS.keySet().stream()
        .filter(status -> responses.containsKey(status.toString()))
        .forEach(statuses::add);
    for (Integer status : statuses) {
      Refusal refusal = REFUSALS.get(status);
      if (refusal != null) {
        responses.addApiResponse(status.toString(), new ApiResponse().$ref(refusal.name()));
      }
    }
  }

  private static NavigableSet<Integer> of(HandlerMethod method) {
    NavigableSet<Integer> statuses = new TreeSet<>();
    statuses.add(503);
    for (MethodParameter parameter : method.getMethodParameters()) {
      if (DocumentedOperations.isCaller(parameter)) {
        Collections.addAll(statuses, 401, 403);
      }
      if (parameter.hasParameterAnnotation(PathVariable.class)) {
        statuses.add(404);
      }
      if (parameter.hasParameterAnnotation(RequestBody.class)) {
        Collections.addAll(statuses, 400, 422);
      }
      if (parameter.getParameterType().equals(IdempotencyKey.class)) {
        Collections.addAll(statuses, 400, 409, 422);
      }
      if (parameter.getParameterType().equals(PageQuery.class)
          || parameter.hasParameterAnnotation(RequestParam.class)) {
        statuses.add(422);
      }
      RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
      if (header != null
          && Arrays.asList(header.name(), header.value()).contains(HttpHeaders.IF_MATCH)) {
        statuses.add(412);
      }
    }
    return statuses;
  }
}
