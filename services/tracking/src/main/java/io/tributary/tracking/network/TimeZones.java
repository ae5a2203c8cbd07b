package io.tributary.tracking.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the time zones that browsers name are kept. */
public final class TimeZones {

  /** Written by the build; not there where the build was told to leave it out. */
  private static final String LIST = "zones.txt";

  /** Firefox names it wherever it is, when it hides where it is. */
  private static final String HIDING = "Atlantic/Reykjavik";

  private static final int MINUTES_A_DAY = 24 * 60;

  private final Map<String, Zone> zones = new HashMap<>();

  /** Minutes between the country's clocks and those of UTC. */
  private final Map<String, int[]> clocks = new HashMap<>();

  private record Zone(int clock, List<String> countries) {}

  private TimeZones(List<String> lines) {
    for (String line : lines) {
      String[] parts = line.split(" ", -1);
      Zone zone = new Zone(Integer.parseInt(parts[1]), List.of(parts[2].split(",", -1)));
      zones.put(parts[0], zone);
      for (String country : zone.countries()) {
        clocks.merge(country, new int[] {zone.clock()}, TimeZones::joined);
      }
    }
    zones.remove(HIDING);
  }

  /** The zones that the build holds. */
  public static TimeZones builtIn() {
    try (InputStream in = TimeZones.class.getResourceAsStream(LIST)) {
      return new TimeZones(
          in == null
              ? List.of()
              : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * How far the zone is from the country: minutes between its clock and the nearest one of the
   * country, by standard time and without regard to the date.
   *
   * @param zone as IANA names it
   * @param country two capital letters of ISO 3166
   * @return 0 as well where either is not known
   */
  public int minutesApart(String zone, String country) {
    Zone known = zones.get(zone);
    int[] kept = clocks.get(country);
    if (known == null || kept == null || known.countries().contains(country)) {
      return 0;
    }
    int nearest = MINUTES_A_DAY;
    for (int clock : kept) {
      int apart = Math.floorMod(known.clock() - clock, MINUTES_A_DAY);
      nearest = Math.min(nearest, Math.min(apart, MINUTES_A_DAY - apart));
    }
    return nearest;
  }

  private static int[] joined(int[] some, int[] more) {
    int[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return Arrays.stream(all).distinct().toArray();
  }
}
