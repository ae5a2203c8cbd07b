package io.tributary.payment.key;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * The {@code Stripe-Signature} header: {@code t=<seconds>,v1=<hex>}, HMAC-SHA256 over {@code t}, a
 * dot and the raw body. Several v1 may be there while a secret is changed; v0 does not count.
 */
public final class StripeSignature {

  /** How far a signature's time may be from ours, either way. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final int MAX_PARTS = 10;

  private StripeSignature() {}

  /** The header that signs a body. */
  public static String sign(byte[] secret, Instant at, byte[] body) {
    long seconds = at.getEpochSecond();
    return "t=" + seconds + ",v1=" + SandboxKeys.hmacHex(secret, signed(seconds, body));
  }

  /** Whether a header signs a body, now. */
  public static boolean verify(byte[] secret, String header, byte[] body, Instant now) {
    String[] parts = header.split(",", MAX_PARTS);
    Long seconds = null;
    for (String part : parts) {
      if (part.matches("t=[0-9]{1,12}")) {
        seconds = Long.parseLong(part.substring(2));
      }
    }
    if (seconds == null || Math.abs(now.getEpochSecond() - seconds) > TOLERANCE.toSeconds()) {
      return false;
    }
    String expected = "v1=" + SandboxKeys.hmacHex(secret, signed(seconds, body));
    boolean genuine = false;
    for (String part : parts) {
      genuine |= SandboxKeys.same(expected, part);
    }
    return genuine;
  }

  private static byte[] signed(long seconds, byte[] body) {
    byte[] start = (seconds + ".").getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }
}
