package io.tributary.platform.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** The body of a problem document. */
public final class Problems {

  public static final String MEDIA_TYPE = "application/problem+json";

  private Problems() {}

  /** Members of RFC 9457 with {@code code} and, where there are any, {@code errors}. */
  public static Map<String, Object> body(
      int status, String code, String detail, List<FieldProblem> errors) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", URI.create("about:blank").toString());
    HttpStatus known = HttpStatus.resolve(status);
    body.put("title", known == null ? "Problem" : known.getReasonPhrase());
    body.put("status", status);
    body.put("detail", detail);
    body.put("code", code);
    if (!errors.isEmpty()) {
      body.put(
          "errors",
          errors.stream()
              .map(
                  error ->
                      Map.of(
                          "field", error.field(), "code", error.code(), "message", error.message()))
              .toList());
    }
    return body;
  }
}
