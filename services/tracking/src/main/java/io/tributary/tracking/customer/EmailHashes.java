package io.tributary.tracking.customer;

import io.tributary.contract.id.TenantId;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keyed hashes of e-mail addresses: the same for every spelling of one mailbox, different for every
 * tenant, and of no use to who has not the key.
 */
public final class EmailHashes {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MIN_KEY_BYTES = 32;
  private static final int MAX_LOCAL = 64;
  private static final int MAX_DOMAIN = 253;

  private final ThreadLocal<Mac> mac;

  /**
   * Hashes under a key.
   *
   * @param key of the installation, 32 bytes or more; hashes under different keys do not compare
   */
  public EmailHashes(byte[] key) {
    SecretKeySpec secret = new SecretKeySpec(key, ALGORITHM);
    this.mac = ThreadLocal.withInitial(() -> initialised(secret));
  }

  /**
   * The key of a setting.
   *
   * @throws IllegalArgumentException if it is not base64, or too short
   */
  public static byte[] key(String base64) {
    byte[] key = Base64.getDecoder().decode(base64.strip().replace('-', '+').replace('_', '/'));
    if (key.length < MIN_KEY_BYTES) {
      throw new IllegalArgumentException("is shorter than %d bytes".formatted(MIN_KEY_BYTES));
    }
    return key;
  }

  /** The hash in 43 characters of base64url; null when the text is no address. */
  public @Nullable String of(TenantId tenant, String email) {
    String normalized = normalized(email);
    if (normalized == null) {
      return null;
    }
    Mac hmac = mac.get();
    hmac.update(tenant.value().getBytes(StandardCharsets.UTF_8));
    hmac.update((byte) '\n');
    byte[] hash = hmac.doFinal(normalized.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  /**
   * The address as it is compared: lower case, domain in ASCII, nothing from a plus on, and for
   * Gmail no dots; null when the text is no address.
   */
  static @Nullable String normalized(String email) {
    String text = email.strip().toLowerCase(Locale.ROOT);
    int at = text.lastIndexOf('@');
    if (at < 1 || at > MAX_LOCAL || !isPlain(text)) {
      return null;
    }
    String domain = domain(text.substring(at + 1));
    if (domain == null) {
      return null;
    }
    String local = text.substring(0, at);
    int plus = local.indexOf('+');
    if (plus > 0) {
      local = local.substring(0, plus);
    }
    if (domain.equals("gmail.com") || domain.equals("googlemail.com")) {
      local = local.replace(".", "");
      domain = "gmail.com";
    }
    return local.isEmpty() ? null : local + "@" + domain;
  }

  private static @Nullable String domain(String text) {
    String ascii;
    try {
      ascii = IDN.toASCII(text).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
    boolean usable =
        ascii.indexOf('.') > 0
            && !ascii.endsWith(".")
            && !ascii.contains("..")
            && ascii.length() <= MAX_DOMAIN;
    return usable ? ascii : null;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isISOControl(c)) {
        return false;
      }
    }
    return true;
  }

  private static Mac initialised(SecretKeySpec secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
