package io.tributary.campaign.terms;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that visitors may be sent to. */
final class Addresses {

  static final int MAX_URL = 2_048;
  private static final int MAX_HOST = 253;
  private static final int HTTPS = 443;

  /** At least two labels of letters, digits and inner hyphens, the last one no number. */
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private Addresses() {}

  /** The host of an absolute https URL without user info, other port or address literal. */
  static Optional<String> hostOfLandingUrl(String url) {
    if (url.length() > MAX_URL || url.indexOf('\\') >= 0) {
      return Optional.empty();
    }
    try {
      URI parsed = new URI(url);
      boolean plain =
          "https".equalsIgnoreCase(parsed.getScheme())
              && parsed.getHost() != null
              && parsed.getRawUserInfo() == null
              && (parsed.getPort() == -1 || parsed.getPort() == HTTPS);
      return plain ? host(parsed.getHost()) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** A host name in its one spelling: ASCII (IDNA), lower case. */
  static Optional<String> host(String given) {
    try {
      String host = IDN.toASCII(given, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      return host.length() <= MAX_HOST && HOST.matcher(host).matches()
          ? Optional.of(host)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
