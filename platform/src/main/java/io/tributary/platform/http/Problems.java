package io.tributary.platform.http;

import java.util.List;
import org.springframework.http.HttpStatus;

/** The body of a problem document. */
public final class Problems {

  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String ABOUT_BLANK = "about:blank";

  private Problems() {}

  /** Members of RFC 9457 with {@code code} and, where there are any, {@code errors}. */
  public static Object body(int status, String code, String detail, List<FieldProblem> errors) {
    HttpStatus known = HttpStatus.resolve(status);
    return new Problem(
        ABOUT_BLANK,
        known == null ? "Problem" : known.getReasonPhrase(),
        status,
        detail,
        code,
        errors.isEmpty() ? null : errors);
  }
}
