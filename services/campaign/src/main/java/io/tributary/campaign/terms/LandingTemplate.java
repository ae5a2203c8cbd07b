package io.tributary.campaign.terms;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of landing pages, in which macros such as {@code {sub1}} stand for values of a click.
 */
final class LandingTemplate {

  /** As the tracking API documents them. */
  static final Set<String> MACROS = macros();

  private static final Pattern MACRO = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern DOTS_BESIDE_MACRO = Pattern.compile("(?:\\.|\\{[^{}]*})+");
  private static final String STAND_IN = "x";

  private LandingTemplate() {}

  /**
   * Why an address cannot be a landing page's, in words; null if it can.
   *
   * @param url absolute https URL, with macros in the query, in the fragment, or in the path behind
   *     its first segment
   */
  static @Nullable String problem(String url) {
    Matcher macro = MACRO.matcher(url);
    while (macro.find()) {
      if (!MACROS.contains(macro.group(1).toLowerCase(Locale.ROOT))) {
        return "there is no macro " + macro.group();
      }
    }
    int path = pathOf(url);
    if (url.substring(0, Math.min(secondSegment(url, path), url.length())).indexOf('{') >= 0) {
      return "macros may stand in the query, the fragment, and the path behind its first segment";
    }
    for (String segment : url.substring(path, endOfPath(url, path)).split("/", -1)) {
      if (segment.indexOf('{') >= 0
          && segment.indexOf('.') >= 0
          && DOTS_BESIDE_MACRO.matcher(segment).matches()) {
        return "a path segment must not be a macro and dots alone";
      }
    }
    return Addresses.hostOfLandingUrl(filled(url)).isEmpty()
        ? "an absolute https URL with a host name, at most %d characters"
            .formatted(Addresses.MAX_URL)
        : null;
  }

  /** The address with something harmless in the place of each macro. */
  static String filled(String url) {
    return MACRO.matcher(url).replaceAll(STAND_IN);
  }

  private static int pathOf(String url) {
    int scheme = url.indexOf("://");
    for (int i = scheme < 0 ? 0 : scheme + 3; i < url.length(); i++) {
      if ("/?#".indexOf(url.charAt(i)) >= 0) {
        return i;
      }
    }
    return url.length();
  }

  private static int endOfPath(String url, int path) {
    for (int i = path; i < url.length(); i++) {
      if (url.charAt(i) == '?' || url.charAt(i) == '#') {
        return i;
      }
    }
    return url.length();
  }

  /** Where macros may begin. */
  private static int secondSegment(String url, int path) {
    int end = endOfPath(url, path);
    int slash = path < end ? url.indexOf('/', path + 1) : -1;
    return slash < 0 || slash > end ? end : slash;
  }

  private static Set<String> macros() {
    Set<String> names =
        new HashSet<>(
            Set.of(
                "click_id",
                "campaign_id",
                "offer_id",
                "affiliate_id",
                "aff_click_id",
                "source",
                "creative_id",
                "url_id",
                "country",
                "region",
                "city",
                "device",
                "os",
                "browser",
                "ip",
                "user_agent",
                "referrer",
                "timestamp",
                "date",
                "rand"));
    for (int i = 1; i <= 10; i++) {
      names.add("sub" + i);
    }
    return Set.copyOf(names);
  }
}
