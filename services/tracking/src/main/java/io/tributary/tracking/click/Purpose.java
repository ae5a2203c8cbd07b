package io.tributary.tracking.click;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a link is asked for. */
public enum Purpose {
  /** Somebody follows it. */
  VISIT(null),
  /** A browser fetches the page in case somebody will. */
  PREFETCH("prefetch"),
  /** A browser draws a small picture of the page. */
  PREVIEW("preview"),
  /** A program wants to know where it leads. */
  LOOK("head_request");

  private final @Nullable String reason;

  Purpose(@Nullable String reason) {
    this.reason = reason;
  }

  /** Why this is no click that counts, as a code; null when it is one. */
  public @Nullable String reason() {
    return reason;
  }

  /**
   * The purpose that a browser tells.
   *
   * @param secPurpose the header {@code Sec-Purpose}
   * @param purpose the header {@code Purpose}
   * @param mozilla the header {@code X-Moz}
   * @param apple the header {@code X-Purpose}
   */
  public static Purpose of(
      @Nullable String secPurpose,
      @Nullable String purpose,
      @Nullable String mozilla,
      @Nullable String apple) {
    if (secPurpose == null && purpose == null && mozilla == null && apple == null) {
      return VISIT;
    }
    if (says(secPurpose, "prefetch")
        || says(secPurpose, "prerender")
        || says(purpose, "prefetch")
        || says(purpose, "prerender")
        || says(mozilla, "prefetch")
        || says(apple, "prefetch")) {
      return PREFETCH;
    }
    return says(secPurpose, "preview")
            || says(apple, "preview")
            || says(purpose, "preview")
            || says(mozilla, "preview")
        ? PREVIEW
        : VISIT;
  }

  private static boolean says(@Nullable String header, String word) {
    return header != null && header.toLowerCase(Locale.ROOT).contains(word);
  }
}
