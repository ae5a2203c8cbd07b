package io.tributary.tracking.url;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An absolute web address in parts, each percent-encoded so that it can stand in a header.
 *
 * @param origin scheme, ASCII host and port, such as {@code https://shop.example}
 * @param host in ASCII and lower case
 * @param path with its leading slash
 * @param query without the question mark; null when there is none
 * @param fragment without the hash; null when there is none
 */
public record WebUrl(
    String origin, String host, String path, @Nullable String query, @Nullable String fragment) {

  /** Of a URL, in characters. */
  public static final int MAX_LENGTH = 2_048;

  private static final String HTTPS = "https://";
  private static final String HTTP = "http://";
  private static final int MAX_HOST_LENGTH = 253;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
  private static final Pattern ENDS_IN_NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}");
  private static final Pattern ENCODED_TWICE =
      Pattern.compile("%25(25)*(3a|2f|40)", Pattern.CASE_INSENSITIVE);
  private static final String KEPT = "-._~!$&'()*+,;=:@/";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** What a text is as a URL. */
  public sealed interface Parsed {

    /** It is one. */
    record Url(WebUrl url) implements Parsed {}

    /** It is none that would be used; the reason is a short code. */
    record Unusable(String reason) implements Parsed {}
  }

  /**
   * Parses a deep link, which a stranger wrote: https only, a name for a host, no user information,
   * no port but 443, nothing that browsers are known to read in more than one way.
   */
  public static Parsed deepLink(String text) {
    String reason = suspicion(text);
    if (reason != null) {
      return new Parsed.Unusable(reason);
    }
    if (!text.regionMatches(true, 0, HTTPS, 0, HTTPS.length())) {
      return new Parsed.Unusable("not_https");
    }
    int end = endOfAuthority(text, HTTPS.length());
    String authority = text.substring(HTTPS.length(), end);
    if (authority.endsWith(":443")) {
      authority = authority.substring(0, authority.length() - 4);
    }
    String host = asciiHost(authority);
    if (host == null) {
      return new Parsed.Unusable("host");
    }
    return new Parsed.Url(rest(HTTPS + host, host, text, end));
  }

  /**
   * Parses a landing page, which the campaign's owner wrote: http or https, any port, a name or
   * {@code localhost} or an IPv4 address for a host.
   */
  public static Parsed landing(String text) {
    String reason = suspicion(text);
    if (reason != null) {
      return new Parsed.Unusable(reason);
    }
    String scheme;
    if (text.regionMatches(true, 0, HTTPS, 0, HTTPS.length())) {
      scheme = HTTPS;
    } else if (text.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
      scheme = HTTP;
    } else {
      return new Parsed.Unusable("not_https");
    }
    int end = endOfAuthority(text, scheme.length());
    String authority = text.substring(scheme.length(), end);
    int colon = authority.lastIndexOf(':');
    String port = colon < 0 ? "" : authority.substring(colon);
    if (!port.isEmpty() && !PORT.matcher(port).matches()) {
      return new Parsed.Unusable("port");
    }
    String name = colon < 0 ? authority : authority.substring(0, colon);
    String host = isIpv4(name) ? name : asciiHost(name);
    if (host == null) {
      return new Parsed.Unusable("host");
    }
    return new Parsed.Url(rest(scheme + host + port, host, text, end));
  }

  /** The landing page of a text; null when it cannot be one. */
  public static @Nullable WebUrl landingOrNull(String text) {
    return switch (landing(text)) {
      case Parsed.Url(WebUrl url) -> url;
      case Parsed.Unusable unusable -> null;
    };
  }

  /** A host name in ASCII and lower case; null when the text is none, or is an IP address. */
  public static @Nullable String asciiHost(String text) {
    if (text.isEmpty() || text.length() > MAX_HOST_LENGTH) {
      return null;
    }
    String ascii;
    try {
      ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      if (ascii.contains("xn--") && !IDN.toASCII(IDN.toUnicode(ascii)).equalsIgnoreCase(ascii)) {
        return null;
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
    if (ascii.isEmpty() || ascii.length() > MAX_HOST_LENGTH) {
      return null;
    }
    String[] labels = ascii.split("\\.", -1);
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return null;
      }
    }
    return ENDS_IN_NUMBER.matcher(labels[labels.length - 1]).matches() ? null : ascii;
  }

  /** Whether the host is the domain or lies below it, label by label. */
  public boolean isWithin(String domain) {
    return host.equals(domain)
        || (host.length() > domain.length()
            && host.endsWith(domain)
            && host.charAt(host.length() - domain.length() - 1) == '.');
  }

  /** The address with a query parameter set; the name and the value need no encoding. */
  public String with(String name, String value) {
    String others = without(name);
    StringBuilder out = new StringBuilder(origin.length() + path.length() + 128);
    out.append(origin).append(path).append('?');
    if (!others.isEmpty()) {
      out.append(others).append('&');
    }
    out.append(name).append('=').append(value);
    if (fragment != null) {
      out.append('#').append(fragment);
    }
    return out.toString();
  }

  @Override
  public String toString() {
    return origin
        + path
        + (query == null ? "" : "?" + query)
        + (fragment == null ? "" : "#" + fragment);
  }

  private String without(String name) {
    String own = query;
    if (own == null) {
      return "";
    }
    if (!own.contains(name)) {
      return own;
    }
    StringBuilder kept = new StringBuilder(own.length());
    for (String parameter : own.split("&", -1)) {
      if (!parameter.equals(name) && !parameter.startsWith(name + "=")) {
        if (!kept.isEmpty()) {
          kept.append('&');
        }
        kept.append(parameter);
      }
    }
    return kept.toString();
  }

  private static @Nullable String suspicion(String text) {
    if (text.length() > MAX_LENGTH) {
      return "length";
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || (c >= 0x7f && c <= 0x9f)) {
        return "control_character";
      }
      if (c == '\\') {
        return "backslash";
      }
    }
    if (text.isBlank()
        || Character.isWhitespace(text.charAt(0))
        || Character.isWhitespace(text.charAt(text.length() - 1))) {
      return "space";
    }
    return ENCODED_TWICE.matcher(text).find() ? "encoded_twice" : null;
  }

  private static int endOfAuthority(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
    }
    return text.length();
  }

  private static boolean isIpv4(String text) {
    return text.matches("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.|$)){4}") && !text.endsWith(".");
  }

  private static WebUrl rest(String origin, String host, String text, int from) {
    int hash = text.indexOf('#', from);
    int endOfQuery = hash < 0 ? text.length() : hash;
    int mark = text.indexOf('?', from);
    int endOfPath = mark < 0 || mark > endOfQuery ? endOfQuery : mark;
    String path = encode(text.substring(from, endOfPath), false);
    return new WebUrl(
        origin,
        host,
        path.isEmpty() ? "/" : path,
        endOfPath < endOfQuery ? encode(text.substring(endOfPath + 1, endOfQuery), true) : null,
        hash < 0 ? null : encode(text.substring(hash + 1), true));
  }

  /** Percent-encodes what may not stand; valid escapes stay as they are. */
  private static String encode(String part, boolean afterPath) {
    StringBuilder out = new StringBuilder(part.length() + 16);
    for (int i = 0; i < part.length(); ) {
      int c = part.codePointAt(i);
      if (isKept(c) || (afterPath && c == '?') || (c == '%' && isEscape(part, i))) {
        out.append((char) c);
      } else {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          out.append('%').append(HEX.toHexDigits(b));
        }
      }
      i += Character.charCount(c);
    }
    return out.toString();
  }

  private static boolean isKept(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || (c < 0x80 && KEPT.indexOf(c) >= 0);
  }

  private static boolean isEscape(String part, int at) {
    return at + 2 < part.length()
        && HexFormat.isHexDigit(part.charAt(at + 1))
        && HexFormat.isHexDigit(part.charAt(at + 2));
  }
}
