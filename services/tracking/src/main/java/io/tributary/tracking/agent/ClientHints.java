package io.tributary.tracking.agent;

import org.jspecify.annotations.Nullable;

/**
 * What a browser says of itself in {@code Sec-CH-UA} headers, as they came; null for each that did
 * not come.
 *
 * @param brands {@code Sec-CH-UA}, or {@code Sec-CH-UA-Full-Version-List} where it was asked for
 * @param mobile {@code Sec-CH-UA-Mobile}: {@code ?1} or {@code ?0}
 * @param platform {@code Sec-CH-UA-Platform}, a quoted name
 * @param model {@code Sec-CH-UA-Model}, a quoted name
 */
public record ClientHints(
    @Nullable String brands,
    @Nullable String mobile,
    @Nullable String platform,
    @Nullable String model) {

  public static final ClientHints NONE = new ClientHints(null, null, null, null);

  /** Whether all of it has at most so many characters. */
  boolean fitsIn(int characters) {
    return length(brands) + length(mobile) + length(platform) + length(model) <= characters;
  }

  private static int length(@Nullable String hint) {
    return hint == null ? 0 : hint.length();
  }
}
