package io.tributary.platform.security;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Compares where an affiliate signs in with where its clicks come from, without keeping either: 128
 * bits of HMAC-SHA256 under a key that processes share for nothing else. Hashes of different
 * affiliates do not compare.
 */
public final class SignInHashes {

  /** The property that holds the key. */
  public static final String PROPERTY = "tributary.sign-in-key";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int HASH_BYTES = 16;

  /** Of a connection: an address of IPv4, what a connection has of IPv6. */
  private static final int CONNECTION_BYTES = 8;

  private static final int NETWORK_BYTES_4 = 3;
  private static final int NETWORK_BYTES_6 = 6;

  /** Of a user agent, in characters. */
  private static final int MAX_USER_AGENT = 512;

  private static final int MAX_LANGUAGE = 16;

  private final @Nullable ThreadLocal<Mac> macs;

  private SignInHashes(byte @Nullable [] key) {
    if (key == null) {
      macs = null;
    } else {
      SecretKeySpec secret = new SecretKeySpec(key, ALGORITHM);
      macs = ThreadLocal.withInitial(() -> mac(secret));
    }
  }

  /**
   * Hashes under the key as the configuration has it.
   *
   * @param base64 of 32 bytes; without it there are no hashes, and nothing is compared
   * @throws IllegalStateException naming the property, if the key is malformed
   */
  public static SignInHashes ofKey(@Nullable String base64) {
    if (base64 == null || base64.isBlank()) {
      return new SignInHashes(null);
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(PROPERTY + " is not base64", e);
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalStateException(
          "%s has %d bytes, it needs %d".formatted(PROPERTY, key.length, KEY_BYTES));
    }
    return new SignInHashes(key);
  }

  /**
   * The hash of a connection: an address of IPv4, the /64 of one of IPv6.
   *
   * @return null without a key, and for an address that many have: a private one or a loopback's
   */
  public @Nullable String address(
      TenantId tenant, AffiliateId affiliate, @Nullable InetAddress address) {
    if (macs == null || address == null || !isPublic(address)) {
      return null;
    }
    byte[] bytes = address.getAddress();
    Mac mac = started(macs.get(), 'a', tenant, affiliate);
    mac.update(bytes, 0, Math.min(bytes.length, CONNECTION_BYTES));
    return text(mac);
  }

  /**
   * The hash of a browser in its network: the /24 of IPv4 or /48 of IPv6, the user agent and the
   * first language.
   *
   * @param language the header Accept-Language
   * @return null without a key, an address of its own or a user agent
   */
  public @Nullable String device(
      TenantId tenant,
      AffiliateId affiliate,
      @Nullable InetAddress address,
      @Nullable String userAgent,
      @Nullable String language) {
    if (macs == null || address == null || userAgent == null || !isPublic(address)) {
      return null;
    }
    byte[] bytes = address.getAddress();
    Mac mac = started(macs.get(), 'd', tenant, affiliate);
    mac.update(bytes, 0, bytes.length == 4 ? NETWORK_BYTES_4 : NETWORK_BYTES_6);
    put(mac, cut(userAgent.strip(), MAX_USER_AGENT));
    put(mac, language == null ? "" : first(language));
    return text(mac);
  }

  private static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    return !unique
        && !address.isLoopbackAddress()
        && !address.isSiteLocalAddress()
        && !address.isLinkLocalAddress()
        && !address.isAnyLocalAddress();
  }

  private static Mac started(Mac mac, char kind, TenantId tenant, AffiliateId affiliate) {
    mac.update((byte) kind);
    put(mac, tenant.value());
    put(mac, affiliate.value());
    return mac;
  }

  private static void put(Mac mac, String text) {
    mac.update(text.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
  }

  private static String text(Mac mac) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(mac.doFinal(), HASH_BYTES));
  }

  /** Browsers weigh and shorten the rest of the list differently from request to request. */
  private static String first(String language) {
    int end = 0;
    while (end < language.length() && language.charAt(end) != ',' && language.charAt(end) != ';') {
      end++;
    }
    return cut(language.substring(0, end).strip().toLowerCase(Locale.ROOT), MAX_LANGUAGE);
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max);
  }

  private static Mac mac(SecretKeySpec secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
