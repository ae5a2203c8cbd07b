package io.tributary.tracking.visitor;

import io.tributary.contract.id.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;

/**
 * Click ids: what is needed to key and to check a conversion, made and verified without a look-up.
 *
 * <p>A click id is 39 bytes in 52 characters of base64url: the key's tag (1), the time in
 * milliseconds (6), a nonce (3), the visitor (16) and the first 13 bytes of HMAC-SHA-256 over all
 * of these and the tenant. The tenant itself is not in it: who checks knows it.
 */
public final class ClickIds {

  /** Of a click id, in characters. */
  public static final int LENGTH = 52;

  private static final int TIME_BYTES = 6;
  private static final int NONCE_BYTES = 3;
  private static final int SIGNED_BYTES = 1 + TIME_BYTES + NONCE_BYTES + VisitorId.BYTES;
  private static final int MAC_BYTES = 13;
  private static final byte[] VISITOR_OF_EVENT =
      "visitor-of-event\n".getBytes(StandardCharsets.UTF_8);

  private final ClickKeys keys;

  public ClickIds(ClickKeys keys) {
    this.keys = keys;
  }

  /** What a text is as a click id. */
  public sealed interface Check {

    /** Made here for this tenant, at this time, for this visitor. */
    record Valid(VisitorId visitor, Instant time) implements Check {}

    /** Not made here, not for this tenant, or changed since. */
    record Invalid() implements Check {}
  }

  /**
   * A new click id.
   *
   * @param nonce of which the low 24 bits are used; tells apart a visitor's clicks of one moment
   */
  public String mint(TenantId tenant, VisitorId visitor, Instant time, int nonce) {
    ClickKeys.Key key = keys.signing();
    byte[] bytes = new byte[SIGNED_BYTES + MAC_BYTES];
    bytes[0] = key.tag();
    long millis = time.toEpochMilli();
    for (int i = 0; i < TIME_BYTES; i++) {
      bytes[1 + i] = (byte) (millis >>> (8 * (TIME_BYTES - 1 - i)));
    }
    for (int i = 0; i < NONCE_BYTES; i++) {
      bytes[1 + TIME_BYTES + i] = (byte) (nonce >>> (8 * (NONCE_BYTES - 1 - i)));
    }
    System.arraycopy(visitor.bytes(), 0, bytes, SIGNED_BYTES - VisitorId.BYTES, VisitorId.BYTES);
    System.arraycopy(mac(key, bytes, tenant), 0, bytes, SIGNED_BYTES, MAC_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Checks a text that somebody sent, whatever it is. */
  public Check check(TenantId tenant, String text) {
    if (text.length() != LENGTH) {
      return new Check.Invalid();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new Check.Invalid();
    }
    if (bytes.length != SIGNED_BYTES + MAC_BYTES) {
      return new Check.Invalid();
    }
    byte[] shown = Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length);
    for (ClickKeys.Key key : keys.all()) {
      if (key.tag() == bytes[0]
          && MessageDigest.isEqual(shown, Arrays.copyOf(mac(key, bytes, tenant), MAC_BYTES))) {
        return valid(bytes);
      }
    }
    return new Check.Invalid();
  }

  /** The visitor that stands for an event of a server, the same on every repeat. */
  public VisitorId visitorOf(TenantId tenant, String eventId) {
    Mac mac = keys.signing().mac();
    mac.update(VISITOR_OF_EVENT);
    mac.update(tenant.value().getBytes(StandardCharsets.UTF_8));
    mac.update((byte) '\n');
    return VisitorId.of(
        Arrays.copyOf(mac.doFinal(eventId.getBytes(StandardCharsets.UTF_8)), VisitorId.BYTES));
  }

  private static byte[] mac(ClickKeys.Key key, byte[] bytes, TenantId tenant) {
    Mac mac = key.mac();
    mac.update(bytes, 0, SIGNED_BYTES);
    return mac.doFinal(tenant.value().getBytes(StandardCharsets.UTF_8));
  }

  private static Check valid(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long millis = 0;
    for (int i = 0; i < TIME_BYTES; i++) {
      millis = millis << 8 | (buffer.get(1 + i) & 0xff);
    }
    byte[] visitor = Arrays.copyOfRange(bytes, SIGNED_BYTES - VisitorId.BYTES, SIGNED_BYTES);
    return new Check.Valid(VisitorId.of(visitor), Instant.ofEpochMilli(millis));
  }
}
