package io.tributary.tracking.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads query strings and forms. Never fails: an escape that is none stands for itself, of a
 * repeated name the first value counts, and what exceeds {@link #MAX} is not read.
 */
final class Parameters {

  /** Of one request. */
  static final int MAX = 100;

  private Parameters() {}

  static Map<String, String> parse(@Nullable String text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (text == null) {
      return parameters;
    }
    int from = 0;
    while (from < text.length() && parameters.size() < MAX) {
      int end = text.indexOf('&', from);
      if (end < 0) {
        end = text.length();
      }
      if (end > from) {
        int equals = text.indexOf('=', from);
        if (equals < 0 || equals > end) {
          equals = end;
        }
        parameters.putIfAbsent(
            decode(text, from, equals), decode(text, Math.min(equals + 1, end), end));
      }
      from = end + 1;
    }
    return parameters;
  }

  private static String decode(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '%' || c == '+') {
        return decodeEscapes(text, from, to);
      }
    }
    return text.substring(from, to);
  }

  private static String decodeEscapes(String text, int from, int to) {
    StringBuilder out = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      if (c == '%' && isEscape(text, i, to)) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16);
        while (i < to && text.charAt(i) == '%' && isEscape(text, i, to)) {
          bytes.write(
              Character.digit(text.charAt(i + 1), 16) * 16
                  + Character.digit(text.charAt(i + 2), 16));
          i += 3;
        }
        out.append(bytes.toString(StandardCharsets.UTF_8));
      } else {
        out.append(c == '+' ? ' ' : c);
        i++;
      }
    }
    return out.toString();
  }

  private static boolean isEscape(String text, int at, int to) {
    return at + 2 < to
        && Character.digit(text.charAt(at + 1), 16) >= 0
        && Character.digit(text.charAt(at + 2), 16) >= 0;
  }
}
