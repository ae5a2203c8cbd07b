package io.tributary.tracking.fraud;

import io.tributary.tracking.network.TimeZones;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A browser that speaks of another place than its address; weak, as people travel. */
final class GeoMismatch {

  static final Signal SIGNAL =
      Signal.of(
              "geo_mismatch",
              Family.GEO,
              ReasonGroup.LOCATION,
              15,
              "None of the browser's languages is spoken in the country of the address, or its time"
                  + " zone is far from there.",
              GeoMismatch::look)
          .with(new Limit("zone_hours", 3))
          .thatSupports();

  /** Of the header; no browser lists more. */
  private static final int MAX_LANGUAGES = 10;

  /** Spoken, or set by default, everywhere. */
  private static final String WORLD = "en";

  /** Countries by language, of the runtime's locales. */
  private static final Map<String, Set<String>> COUNTRIES = countries();

  private static final TimeZones ZONES = TimeZones.builtIn();

  private static final int MINUTES_AN_HOUR = 60;

  private GeoMismatch() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    String country = sighting.network().country();
    if (country == null) {
      return null;
    }
    String header = sighting.language();
    String zone = sighting.timeZone();
    boolean foreign = header != null && isForeign(header, country);
    boolean far = zone != null && ZONES.minutesApart(zone, country) >= limits[0] * MINUTES_AN_HOUR;
    if (!foreign && !far) {
      return null;
    }
    Map<String, String> values = new HashMap<>();
    values.put("country", country);
    if (header != null && foreign) {
      values.put("languages", cut(header));
    }
    if (zone != null && far) {
      values.put("time_zone", zone);
    }
    return new Finding(points, values, null);
  }

  /** Whether languages are named, and none of them is spoken in the country. */
  private static boolean isForeign(String header, String country) {
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
        return false;
      }
      Set<String> spoken = COUNTRIES.get(language);
      if (spoken != null) {
        if (spoken.contains(country)) {
          return false;
        }
        known = true;
      }
      start = end + 1;
    }
    return known;
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
