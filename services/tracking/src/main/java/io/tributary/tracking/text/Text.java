package io.tributary.tracking.text;

import org.jspecify.annotations.Nullable;

/** Makes text fit to be stored: JSON cannot carry half a surrogate pair, SQL cannot carry NUL. */
public final class Text {

  private static final char REPLACEMENT = '\ufffd';

  private Text() {}

  /** The text without control characters and not longer than that; null when nothing is left. */
  public static @Nullable String clean(@Nullable String text, int max) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String cut = cut(text, max);
    for (int i = 0; i < cut.length(); i++) {
      if (Character.isISOControl(cut.charAt(i))) {
        String cleaned = withoutControls(cut);
        return cleaned.isBlank() ? null : cleaned;
      }
    }
    return cut;
  }

  /** The text, not longer than that, and not cut through a character. */
  public static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    boolean split = max > 0 && Character.isHighSurrogate(text.charAt(max - 1));
    return text.substring(0, split ? max - 1 : max);
  }

  /** The text with halves of surrogate pairs replaced. */
  public static String wellFormed(String text) {
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return replaced(text);
      }
      i += Character.charCount(c);
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static String withoutControls(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().filter(c -> !Character.isISOControl(c)).forEach(out::appendCodePoint);
    return out.toString();
  }
}
