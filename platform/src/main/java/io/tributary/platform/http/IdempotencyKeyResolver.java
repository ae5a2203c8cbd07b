package io.tributary.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Reads {@code Idempotency-Key}. */
final class IdempotencyKeyResolver implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType().equals(IdempotencyKey.class);
  }

  @Override
  public IdempotencyKey resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binder) {
    HttpServletRequest http = request.getNativeRequest(HttpServletRequest.class);
    if (http == null) {
      throw new IllegalStateException("no HTTP request");
    }
    String text = http.getHeader(IdempotentWrites.HEADER);
    if (text == null && parameter.hasParameterAnnotation(IdempotencyKey.Required.class)) {
      throw ApiProblem.badRequest(
          "idempotency_key_required", "This write needs an Idempotency-Key header.");
    }
    if (text != null && (text.isBlank() || text.length() > IdempotencyKey.MAX_LENGTH)) {
      throw ApiProblem.badRequest(
          "invalid_idempotency_key",
          "Idempotency-Key has 1 to " + IdempotencyKey.MAX_LENGTH + " characters.");
    }
    return new IdempotencyKey(http.getMethod() + " " + route(http), http.getRequestURI(), text);
  }

  private static String route(HttpServletRequest request) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return pattern == null ? request.getRequestURI() : pattern.toString();
  }
}
