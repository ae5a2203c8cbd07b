package io.tributary.tracking.script;

import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The hosts whose pages may show a publishable key. */
public final class PageHosts {

  private static final String SCHEME_END = "://";
  private static final String ANY = "*.";

  private PageHosts() {}

  /**
   * The host of an {@code Origin} or {@code Referer}, in lower case and without port.
   *
   * @return null where there is none, as with {@code Origin: null}
   */
  public static @Nullable String of(@Nullable String address) {
    int scheme = address == null ? -1 : address.indexOf(SCHEME_END);
    if (address == null || scheme <= 0) {
      return null;
    }
    int from = scheme + SCHEME_END.length();
    int to = from;
    boolean bracketed = from < address.length() && address.charAt(from) == '[';
    while (to < address.length()) {
      char c = address.charAt(to);
      if (c == '/' || c == '?' || c == '#' || (c == ':' && !bracketed)) {
        break;
      }
      if (c == '@' || c == '\\' || c == '*' || c <= ' ') {
        return null;
      }
      bracketed &= c != ']';
      to++;
    }
    return to == from ? null : address.substring(from, to).toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a host is named, by itself or by {@code *.} before one that it lies below.
   *
   * @param named tells of a host, with or without {@code *.} before it
   */
  public static boolean isNamed(String host, Predicate<String> named) {
    if (named.test(host)) {
      return true;
    }
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      if (dot > 0 && named.test(ANY + host.substring(dot + 1))) {
        return true;
      }
    }
    return false;
  }
}
