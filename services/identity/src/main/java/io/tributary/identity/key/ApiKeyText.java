package io.tributary.identity.key;

import io.tributary.platform.security.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A secret API key: {@code trb_live_<12 base62 public id>_<30 base62 secret><6 base62 CRC-32>}. The
 * check sum tells a mistyped or cut key from a wrong one without a look-up.
 */
public record ApiKeyText(String publicId, String secret) {

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int PUBLIC_ID_LENGTH = 12;
  private static final int SECRET_LENGTH = 30;
  private static final int CHECK_SUM_LENGTH = 6;
  private static final String ENVIRONMENT = "live";
  private static final Pattern FORM =
      Pattern.compile("trb_live_([0-9A-Za-z]{12})_([0-9A-Za-z]{30})([0-9A-Za-z]{6})");

  /** A new key. */
  public static ApiKeyText random(SecureRandom random) {
    return new ApiKeyText(base62(random, PUBLIC_ID_LENGTH), base62(random, SECRET_LENGTH));
  }

  /** The key of a text; empty when the text has not the form or the check sum is wrong. */
  public static Optional<ApiKeyText> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches() || !checkSum(parts.group(2)).equals(parts.group(3))) {
      return Optional.empty();
    }
    return Optional.of(new ApiKeyText(parts.group(1), parts.group(2)));
  }

  /** The whole text, which is shown once. */
  public String text() {
    return prefix() + "_" + secret + checkSum(secret);
  }

  /** The part that may be shown at any time. */
  public String prefix() {
    return prefixOf(publicId);
  }

  /** The part that may be shown at any time, of a key whose secret is gone. */
  public static String prefixOf(String publicId) {
    return "trb_" + ENVIRONMENT + "_" + publicId;
  }

  /** The whole text of a publishable key, {@code pk_live_<12 base62 public id>}. */
  public static String publishable(String publicId) {
    return "pk_" + ENVIRONMENT + "_" + publicId;
  }

  /** What is stored: the secret is too long to be guessed, a slow hash would add nothing. */
  public String secretSha256() {
    return Sha256.hex(secret);
  }

  static String checkSum(String secret) {
    CRC32 crc = new CRC32();
    crc.update(secret.getBytes(StandardCharsets.US_ASCII));
    StringBuilder digits = new StringBuilder();
    for (long rest = crc.getValue(); rest > 0; rest /= ALPHABET.length()) {
      digits.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
    }
    while (digits.length() < CHECK_SUM_LENGTH) {
      digits.append('0');
    }
    return digits.reverse().toString();
  }

  private static String base62(SecureRandom random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return prefix();
  }
}
