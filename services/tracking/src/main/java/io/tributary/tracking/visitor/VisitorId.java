package io.tributary.tracking.visitor;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A pseudonymous browser: 128 bits as 22 characters of unpadded base64url. */
public record VisitorId(String value) {

  public static final int BYTES = 16;

  private static final int CHARS = 22;

  /** The last character holds two bits of the id; its other four are zero. */
  private static final String LAST_CHARS = "AQgw";

  public VisitorId {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException("not a visitor id");
    }
  }

  /** The visitor of a text that somebody sent; null when it is malformed. */
  public static @Nullable VisitorId parse(@Nullable String text) {
    return text != null && isWellFormed(text) ? new VisitorId(text) : null;
  }

  /** The visitor of 16 bytes. */
  public static VisitorId of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a visitor id has 16 bytes");
    }
    return new VisitorId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  byte[] bytes() {
    return Base64.getUrlDecoder().decode(value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isWellFormed(String text) {
    if (text.length() != CHARS || LAST_CHARS.indexOf(text.charAt(CHARS - 1)) < 0) {
      return false;
    }
    for (int i = 0; i < CHARS; i++) {
      if (!isBase64Url(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBase64Url(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
