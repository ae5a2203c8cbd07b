package io.tributary.tracking.script;

import org.jspecify.annotations.Nullable;

/** The text of a publishable key, {@code pk_live_<12 id>}: it finds the key and proves nothing. */
public final class PublishableKey {

  private static final String LIVE = "pk_live_";
  private static final String TEST = "pk_test_";
  private static final int ID = 12;

  private PublishableKey() {}

  /** The public id in a text that somebody sent; null when it is no publishable key. */
  public static @Nullable String publicIdOf(@Nullable String text) {
    if (text == null
        || text.length() != LIVE.length() + ID
        || !(text.startsWith(LIVE) || text.startsWith(TEST))) {
      return null;
    }
    for (int i = LIVE.length(); i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) {
        return null;
      }
    }
    return text.substring(LIVE.length());
  }
}
