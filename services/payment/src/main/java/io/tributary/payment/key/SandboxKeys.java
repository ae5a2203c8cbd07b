package io.tributary.payment.key;

import io.tributary.contract.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the sandbox's accounts, one per tenant, all made of one secret of the installation:
 * {@code sk_sandbox_<tenant>_<hex>}. The secret that signs its calls is made of it too.
 */
public final class SandboxKeys {

  private static final String PREFIX = "sk_sandbox_";
  private static final int HEX_LENGTH = 64;

  private final byte[] secret;

  /**
   * Keys of a secret.
   *
   * @throws IllegalStateException naming the property, if it is missing or short
   */
  public SandboxKeys(@Nullable String secret) {
    if (secret == null || secret.length() < 32) {
      throw new IllegalStateException(
          "tributary.payment.sandbox.secret needs 32 characters or more; or set"
              + " tributary.payment.sandbox.enabled to false");
    }
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** The bearer secret of a tenant's account. */
  public String apiKey(TenantId tenant) {
    return PREFIX + tenant + "_" + hex("account " + tenant);
  }

  /** Whose account a bearer secret opens; empty when it opens none. */
  public Optional<TenantId> accountOf(String apiKey) {
    int hexAt = apiKey.length() - HEX_LENGTH;
    if (!apiKey.startsWith(PREFIX) || hexAt - 1 <= PREFIX.length()) {
      return Optional.empty();
    }
    TenantId tenant;
    try {
      tenant = new TenantId(apiKey.substring(PREFIX.length(), hexAt - 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return same(apiKey(tenant), apiKey) ? Optional.of(tenant) : Optional.empty();
  }

  /** What signs the calls about a tenant's account. */
  public byte[] hookSecret(TenantId tenant) {
    return hex("hooks " + tenant).getBytes(StandardCharsets.US_ASCII);
  }

  /** Compares in constant time. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private String hex(String text) {
    return hmacHex(secret, text.getBytes(StandardCharsets.UTF_8));
  }

  static String hmacHex(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
