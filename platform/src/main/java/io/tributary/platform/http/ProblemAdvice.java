package io.tributary.platform.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Every failure of an endpoint as a problem document; nothing of the inside gets out. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<Object> refused(ApiProblem problem) {
    return answer(
        problem.status(), problem.code(), problem.detail(), problem.errors(), problem.headers());
  }

  @ExceptionHandler({
    CannotCreateTransactionException.class,
    CannotGetJdbcConnectionException.class,
    TransientDataAccessResourceException.class
  })
  ResponseEntity<Object> databaseDown(Exception failure) {
    log.warn("database does not answer: {}", failure.toString());
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, "5");
    return answer(503, "unavailable", "The database does not answer.", List.of(), headers);
  }

  @ExceptionHandler
  ResponseEntity<Object> unexpected(Exception failure) {
    log.error("unexpected failure of a request", failure);
    return answer(
        500, "internal_server_error", "Something failed here.", List.of(), new HttpHeaders());
  }

  @Override
  protected ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException invalid,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<FieldProblem> errors =
        invalid.getBindingResult().getAllErrors().stream()
            .map(
                error ->
                    new FieldProblem(
                        error instanceof FieldError field ? snakeCase(field.getField()) : "",
                        error.getCode() == null ? "invalid" : snakeCase(error.getCode()),
                        error.getDefaultMessage() == null
                            ? "not valid"
                            : error.getDefaultMessage()))
            .toList();
    ApiProblem problem = ApiProblem.unprocessable(errors);
    return answer(problem.status(), problem.code(), problem.detail(), errors, headers);
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (unreadable.getCause() instanceof DatabindException databind
        && !databind.getPath().isEmpty()) {
      String field = path(databind);
      return answer(
          422,
          "unprocessable_entity",
          "The request has fields that cannot be accepted.",
          List.of(new FieldProblem(field, "malformed", reason(databind))),
          headers);
    }
    return answer(400, "malformed_json", "The body is no well-formed JSON.", List.of(), headers);
  }

  @Override
  protected ResponseEntity<Object> handleMissingServletRequestParameter(
      MissingServletRequestParameterException missing,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return answer(
        422,
        "unprocessable_entity",
        "A parameter is missing.",
        List.of(new FieldProblem(missing.getParameterName(), "required", "must be given")),
        headers);
  }

  @Override
  protected ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException mismatch,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String name = mismatch.getPropertyName() == null ? "" : mismatch.getPropertyName();
    if (request.getParameter(name) == null) {
      // A path variable that cannot be an id names nothing.
      ApiProblem problem = ApiProblem.notFound();
      return answer(problem.status(), problem.code(), problem.detail(), List.of(), headers);
    }
    return answer(
        422,
        "unprocessable_entity",
        "A parameter is malformed.",
        List.of(new FieldProblem(name, "malformed", "not of the expected form")),
        headers);
  }

  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception failure,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return switch (status.value()) {
      case 404 -> refused(ApiProblem.notFound());
      case 405 -> answer(405, "method_not_allowed", "Not with this method.", List.of(), headers);
      case 406 -> answer(406, "not_acceptable", "Not in this media type.", List.of(), headers);
      case 413 -> answer(413, "too_large", "The body is too large.", List.of(), headers);
      case 415 ->
          answer(415, "unsupported_media_type", "Not in this media type.", List.of(), headers);
      default -> {
        if (status.is5xxServerError()) {
          log.error("failure of a request", failure);
          yield answer(
              status.value(),
              "internal_server_error",
              "Something failed here.",
              List.of(),
              headers);
        }
        yield answer(
            status.value(), "bad_request", "The request is malformed.", List.of(), headers);
      }
    };
  }

  private static ResponseEntity<Object> answer(
      int status, String code, String detail, List<FieldProblem> errors, HttpHeaders headers) {
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problems.body(status, code, detail, errors));
  }

  private static String path(DatabindException failure) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : failure.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(snakeCase(step.getPropertyName()));
      }
    }
    return path.toString();
  }

  /** Our own types say what is wrong with a value; Jackson's own sentences name classes. */
  private static String reason(DatabindException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException own && own.getMessage() != null) {
        return own.getMessage();
      }
    }
    return "not of the expected form";
  }

  static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
