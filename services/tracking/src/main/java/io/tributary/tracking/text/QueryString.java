package io.tributary.tracking.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads query strings and forms. Never fails: an escape that is none stands for itself, and what
 * exceeds {@link #MAX} is not read.
 */
public final class QueryString {

  /** Parameters of one request. */
  public static final int MAX = 100;

  private QueryString() {}

  /** Takes parameters one at a time. */
  @FunctionalInterface
  public interface Reader {

    void take(String name, String value);
  }

  /** Gives the parameters of a text in their order, decoded. */
  public static void read(@Nullable String text, Reader reader) {
    if (text == null) {
      return;
    }
    int from = 0;
    for (int count = 0; from < text.length() && count < MAX; count++) {
      int end = text.indexOf('&', from);
      if (end < 0) {
        end = text.length();
      }
      if (end > from) {
        int equals = text.indexOf('=', from);
        if (equals < 0 || equals > end) {
          equals = end;
        }
        reader.take(decode(text, from, equals), decode(text, Math.min(equals + 1, end), end));
      }
      from = end + 1;
    }
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
