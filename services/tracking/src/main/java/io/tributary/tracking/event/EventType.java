package io.tributary.tracking.event;

import org.jspecify.annotations.Nullable;

/** The kinds of events that senders with a key report. */
public enum EventType {
  CLICK("click"),
  IMPRESSION("impression"),
  CONVERSION("conversion"),
  REFUND("refund"),
  IDENTIFY("identify"),
  CONSENT("consent"),
  PAGE("page");

  private final String word;

  EventType(String word) {
    this.word = word;
  }

  /** What the sender calls it. */
  public String word() {
    return word;
  }

  /** The kind of a word; null when there is none. */
  static @Nullable EventType of(String word) {
    return switch (word) {
      case "click" -> CLICK;
      case "impression" -> IMPRESSION;
      case "conversion" -> CONVERSION;
      case "refund" -> REFUND;
      case "identify" -> IDENTIFY;
      case "consent" -> CONSENT;
      case "page" -> PAGE;
      default -> null;
    };
  }
}
