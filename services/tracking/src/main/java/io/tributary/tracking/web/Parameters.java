package io.tributary.tracking.web;

import io.tributary.tracking.text.QueryString;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Query strings and forms as maps; of a repeated name the first value counts. */
final class Parameters {

  /** Of one request. */
  static final int MAX = QueryString.MAX;

  private Parameters() {}

  static Map<String, String> parse(@Nullable String text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    QueryString.read(text, parameters::putIfAbsent);
    return parameters;
  }
}
