package io.tributary.platform.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts secrets that the database keeps: AES-256-GCM under the installation's key. A box says
 * which key closed it and opens only at the place it was closed for.
 *
 * <p>Layout: one byte version, four bytes key id, twelve bytes random nonce, cipher text with tag.
 */
public final class SecretBox {

  /** The property that holds the installation's key. */
  public static final String PROPERTY = "tributary.secret-key";

  private static final int KEY_BYTES = 32;
  private static final int KEY_ID_BYTES = 4;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final byte VERSION = 1;
  private static final int HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;

  private final SecretKeySpec key;
  private final byte[] keyId;
  private final SecureRandom random;

  private SecretBox(byte[] key, SecureRandom random) {
    this.key = new SecretKeySpec(key, "AES");
    this.keyId = keyId(key);
    this.random = random;
  }

  /**
   * The box of a key as the configuration has it.
   *
   * @param base64 of 32 bytes
   * @throws IllegalStateException naming the property, if the key is missing or malformed
   */
  public static SecretBox ofKey(@Nullable String base64, SecureRandom random) {
    if (base64 == null || base64.isBlank()) {
      throw new IllegalStateException(
          PROPERTY + " is missing: it encrypts stored secrets; give 32 random bytes in base64");
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
    return new SecretBox(key, random);
  }

  /**
   * Encrypts.
   *
   * @param place what the secret belongs to, such as table, column and row id
   */
  public byte[] close(byte[] secret, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] cipherText = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(secret);
      return ByteBuffer.allocate(HEADER_BYTES + cipherText.length)
          .put(VERSION)
          .put(keyId)
          .put(nonce)
          .put(cipherText)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encrypt", e);
    }
  }

  /**
   * Decrypts.
   *
   * @throws IllegalStateException if another key closed the box, it was changed, or it belongs to
   *     another place
   */
  public byte[] open(byte[] box, String place) {
    if (box.length <= HEADER_BYTES || box[0] != VERSION) {
      throw new IllegalStateException("not a stored secret");
    }
    if (!Arrays.equals(keyId, Arrays.copyOfRange(box, 1, 1 + KEY_ID_BYTES))) {
      throw new IllegalStateException(
          "a stored secret was encrypted with another " + PROPERTY + " than the configured one");
    }
    byte[] nonce = Arrays.copyOfRange(box, 1 + KEY_ID_BYTES, HEADER_BYTES);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, place)
          .doFinal(box, HEADER_BYTES, box.length - HEADER_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored secret was changed or moved", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] keyId(byte[] key) {
    return Arrays.copyOf(Sha256.of(key), KEY_ID_BYTES);
  }
}
