package io.tributary.attribution.journey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Durations as people say them. */
final class Words {

  private static final int UNITS_SAID = 2;

  private Words() {}

  /** The two largest units, such as {@code 2 days 4 hours}. */
  static String of(Duration duration) {
    List<String> words = new ArrayList<>();
    add(words, duration.toDays(), "day");
    add(words, duration.toHoursPart(), "hour");
    add(words, duration.toMinutesPart(), "minute");
    add(words, duration.toSecondsPart(), "second");
    add(words, duration.toMillisPart(), "millisecond");
    return words.isEmpty()
        ? "0 milliseconds"
        : String.join(" ", words.subList(0, Math.min(UNITS_SAID, words.size())));
  }

  /** The share as a percentage with up to four decimals, such as {@code 33.3333 %}. */
  static String percent(int ppm) {
    String decimals = "%04d".formatted(ppm % 10_000).replaceAll("0+$", "");
    return ppm / 10_000 + (decimals.isEmpty() ? "" : "." + decimals) + " %";
  }

  private static void add(List<String> words, long count, String unit) {
    if (count > 0) {
      words.add(count + " " + unit + (count == 1 ? "" : "s"));
    }
  }
}
