package io.tributary.identity.tracking;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of hosts as people give them. */
public final class Hosts {

  public static final int MAX_LENGTH = 253;

  private static final String ANY = "*.";
  private static final Pattern FORM =
      Pattern.compile(
          "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

  private Hosts() {}

  /** The host in ASCII and lower case; null when the text is none. */
  public static @Nullable String host(String text) {
    String host;
    try {
      host = IDN.toASCII(text.strip()).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
    return host.length() <= MAX_LENGTH && FORM.matcher(host).matches() ? host : null;
  }

  /**
   * A host, or {@code *.} before one for those below it, which must not be a whole top-level
   * domain; null when the text is neither.
   */
  public static @Nullable String pattern(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith(ANY)) {
      return host(stripped);
    }
    String host = host(stripped.substring(ANY.length()));
    return host == null || host.indexOf('.') < 0 ? null : ANY + host;
  }
}
