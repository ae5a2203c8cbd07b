package io.tributary.tracking.event;

import io.tributary.tracking.refusal.Problems;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** When an event happened, by a sender's word and a sender's clock. */
public final class EventTimes {

  /** How far an event's time may lie ahead, for clocks that differ; beyond it, now counts. */
  public static final Duration MAX_AHEAD = Duration.ofMinutes(5);

  /** How far back an event's time may lie without the right to fill in history. */
  public static final Duration MAX_BEHIND = Duration.ofDays(3);

  /** Up to which a sender's clock counts as right: what the way here takes. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

  private static final int SECONDS_END = 19;
  private static final int NANO_DIGITS = 9;

  private EventTimes() {}

  /** The time of a text in RFC 3339; null, with a problem noted, when it is none. */
  public static @Nullable Instant parse(String field, @Nullable String text, Problems problems) {
    if (text == null) {
      return null;
    }
    try {
      Instant usual = usual(text);
      if (usual != null) {
        return usual;
      }
      return text.endsWith("Z")
          ? Instant.parse(text)
          : OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      problems.add(field, "invalid_time", "is not a time such as 2026-11-03T10:15:30Z");
      return null;
    }
  }

  /**
   * The time that counts: the sender's, moved by as much as its clock was off when it sent, and
   * never ahead of what is allowed.
   *
   * @param told null for now
   * @param sentAt the sender's clock when it sent; null when it did not tell
   */
  static Instant occurredAt(@Nullable Instant told, @Nullable Instant sentAt, Instant now) {
    if (told == null) {
      return now;
    }
    Instant occurredAt = told;
    if (sentAt != null) {
      Duration off = Duration.between(sentAt, now);
      if (off.abs().compareTo(CLOCK_TOLERANCE) > 0) {
        occurredAt = told.plus(off);
      }
    }
    return occurredAt.isAfter(now.plus(MAX_AHEAD)) ? now : occurredAt;
  }

  /**
   * The time of a text such as {@code 2026-11-03T10:15:30.250Z}, without a formatter, which would
   * cost more than the rest of an event's checks; null for any other form.
   *
   * @throws DateTimeException if there is no such day
   */
  static @Nullable Instant usual(String text) {
    int end = text.length() - 1;
    if (end < SECONDS_END
        || text.charAt(end) != 'Z'
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':'
        || (end > SECONDS_END && text.charAt(SECONDS_END) != '.')) {
      return null;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, SECONDS_END);
    int decimals = Math.max(0, end - SECONDS_END - 1);
    int fraction = decimals == 0 ? 0 : digits(text, SECONDS_END + 1, end);
    boolean unusual =
        (year | month | day | hour | minute | second | fraction) < 0
            || hour > 23
            || minute > 59
            || second > 59
            || decimals > NANO_DIGITS
            || end == SECONDS_END + 1;
    if (unusual) {
      return null;
    }
    for (int i = decimals; i < NANO_DIGITS; i++) {
      fraction *= 10;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second, fraction);
  }

  /** The number of digits, nine at most; -1 when one is none. */
  private static int digits(String text, int from, int to) {
    if (to - from > NANO_DIGITS) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
