package io.tributary.platform.http;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads {@code limit} and {@code cursor}. */
final class PageQueryResolver implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType().equals(PageQuery.class);
  }

  @Override
  public PageQuery resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binder) {
    String limit = request.getParameter("limit");
    String cursor = request.getParameter("cursor");
    if (cursor != null && cursor.length() > PageQuery.MAX_CURSOR) {
      throw ApiProblem.unprocessable("cursor", "invalid_cursor", "not a cursor of this list");
    }
    return new PageQuery(
        limit == null ? PageQuery.DEFAULT_LIMIT : limit(limit),
        cursor == null || cursor.isEmpty() ? null : cursor);
  }

  private static int limit(String text) {
    if (text.matches("[0-9]{1,3}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= PageQuery.MAX_LIMIT) {
        return limit;
      }
    }
    throw ApiProblem.unprocessable(
        "limit", "out_of_range", "a number from 1 to " + PageQuery.MAX_LIMIT);
  }
}
