package io.tributary.tracking.fraud;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Languages none of which is spoken where the address is; weak, as people travel. */
final class GeoMismatch {

  static final Signal SIGNAL =
      Signal.of(
              "geo_mismatch",
              Family.GEO,
              ReasonGroup.LOCATION,
              15,
              "None of the browser's languages is spoken in the country of the address.",
              GeoMismatch::look)
          .thatSupports();

  /** Of the header; no browser lists more. */
  private static final int MAX_LANGUAGES = 10;

  /** Spoken, or set by default, everywhere. */
  private static final String WORLD = "en";

  /** Countries by language, of the runtime's locales. */
  private static final Map<String, Set<String>> COUNTRIES = countries();

  private GeoMismatch() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    String country = sighting.network().country();
    String header = sighting.language();
    if (country == null || header == null) {
      return null;
    }
    boolean known = false;
    int start = 0;
    for (int i = 0; i < MAX_LANGUAGES && start < header.length(); i++) {
      int comma = header.indexOf(',', start);
      int end = comma < 0 ? header.length() : comma;
      int from = start;
      while (from < end && header.charAt(from) == ' ') {
        from++;
      }
      int to = from;
      while (to < end && Character.isLetter(header.charAt(to))) {
        to++;
      }
      String language = header.substring(from, to).toLowerCase(Locale.ROOT);
      if (language.equals(WORLD) || header.regionMatches(true, to + 1, country, 0, 2)) {
        return null;
      }
      Set<String> spoken = COUNTRIES.get(language);
      if (spoken != null) {
        if (spoken.contains(country)) {
          return null;
        }
        known = true;
      }
      start = end + 1;
    }
    return known
        ? new Finding(points, Map.of("country", country, "languages", cut(header)), null)
        : null;
  }

  private static String cut(String header) {
    return header.length() <= 64 ? header : header.substring(0, 64);
  }

  private static Map<String, Set<String>> countries() {
    Map<String, Set<String>> countries = new HashMap<>();
    for (Locale locale : Locale.getAvailableLocales()) {
      if (locale.getCountry().length() == 2) {
        countries
            .computeIfAbsent(locale.getLanguage(), language -> new HashSet<>())
            .add(locale.getCountry());
      }
    }
    return Map.copyOf(countries);
  }
}
