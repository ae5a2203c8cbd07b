package io.tributary.platform.http;

import java.util.List;
import org.springframework.http.HttpHeaders;

/** A refusal of a request, answered as {@code application/problem+json} (RFC 9457). */
public final class ApiProblem extends RuntimeException {

  private final int status;
  private final String code;
  private final List<FieldProblem> errors;
  private final HttpHeaders headers = new HttpHeaders();

  private ApiProblem(int status, String code, String detail, List<FieldProblem> errors) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.errors = List.copyOf(errors);
  }

  /** 404, the same for what does not exist and for what is another tenant's. */
  public static ApiProblem notFound() {
    return new ApiProblem(404, "not_found", "There is no such resource.", List.of());
  }

  /** 409: the resource's state does not allow it. */
  public static ApiProblem conflict(String code, String detail) {
    return new ApiProblem(409, code, detail, List.of());
  }

  public static ApiProblem forbidden(String detail) {
    return new ApiProblem(403, "forbidden", detail, List.of());
  }

  public static ApiProblem unauthorized(String detail) {
    return new ApiProblem(401, "unauthorized", detail, List.of());
  }

  public static ApiProblem badRequest(String code, String detail) {
    return new ApiProblem(400, code, detail, List.of());
  }

  /** 422, field by field. */
  public static ApiProblem unprocessable(List<FieldProblem> errors) {
    return new ApiProblem(
        422, "unprocessable_entity", "The request has fields that cannot be accepted.", errors);
  }

  /** 422 for one field. */
  public static ApiProblem unprocessable(String field, String code, String message) {
    return unprocessable(List.of(new FieldProblem(field, code, message)));
  }

  /** 412: the resource was changed since the version that {@code If-Match} names. */
  public static ApiProblem stale() {
    return new ApiProblem(
        412, "stale", "The resource was changed meanwhile; read it again.", List.of());
  }

  /** 503: something that the answer needs does not answer itself. */
  public static ApiProblem unavailable(String detail) {
    return new ApiProblem(503, "unavailable", detail, List.of());
  }

  /** Any other status. */
  public static ApiProblem of(int status, String code, String detail, List<FieldProblem> errors) {
    return new ApiProblem(status, code, detail, errors);
  }

  /** The same with headers beside it. */
  public ApiProblem with(HttpHeaders more) {
    ApiProblem problem = new ApiProblem(status, code, detail(), errors);
    problem.headers.putAll(headers);
    problem.headers.putAll(more);
    return problem;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public List<FieldProblem> errors() {
    return errors;
  }

  HttpHeaders headers() {
    return headers;
  }

  public String detail() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
