package io.tributary.tracking.event;

import io.tributary.tracking.refusal.Problems;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
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

  private EventTimes() {}

  /** The time of a text in RFC 3339; null, with a problem noted, when it is none. */
  public static @Nullable Instant parse(String field, @Nullable String text, Problems problems) {
    if (text == null) {
      return null;
    }
    try {
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
}
