package io.tributary.embedded;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords that need no quoting anywhere. */
final class Secrets {
  private static final int PASSWORD_BYTES = 24;

  private Secrets() {}

  static String password(SecureRandom random) {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
