package io.tributary.campaign.link;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** New codes and tokens. */
public final class Codes {

  /** The form of codes that people choose. */
  public static final String CUSTOM = "[A-Za-z0-9_-]{3,64}";

  /** 62^8 codes: a guess finds one of ten million links once in twenty million tries. */
  static final int LENGTH = 8;

  private static final int TOKEN_BYTES = 32;
  private static final String BASE_62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final RandomGenerator random;

  /**
   * Codes of a random source.
   *
   * @param random unpredictable
   */
  public Codes(RandomGenerator random) {
    this.random = random;
  }

  /** A link's code: short enough for print. */
  public String linkCode() {
    StringBuilder code = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      code.append(BASE_62.charAt(random.nextInt(BASE_62.length())));
    }
    return code.toString();
  }

  /** A secret of 256 bits that fits into a query parameter. */
  public String token() {
    byte[] secret = new byte[TOKEN_BYTES];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
