package io.tributary.identity.session;

import io.tributary.platform.security.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/** An opaque token of 256 bits that is good for one use. */
public record RefreshToken(String text) {

  private static final int BYTES = 32;

  public static RefreshToken random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What is stored of it. */
  public byte[] sha256() {
    return Sha256.of(text);
  }

  @Override
  public String toString() {
    return "RefreshToken";
  }
}
