package io.tributary.tracking.event;

import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.platform.security.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The text of an API key, {@code trb_live_<12 id>_<30 secret><6 crc>}: its form and its check sum
 * are checked before anything is looked up.
 *
 * @param publicId the part that finds it
 * @param secret the part that proves it
 */
public record ApiKey(String publicId, String secret) {

  /** What the key may do, for events of the recent past. */
  public static final String WRITE_EVENTS = "events.write";

  /** What the key may do, for events of any past. */
  public static final String BACKFILL_EVENTS = "events.backfill";

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String LIVE = "trb_live_";
  private static final String TEST = "trb_test_";
  private static final int ID = 12;
  private static final int SECRET = 30;
  private static final int CRC = 6;
  private static final int LENGTH = LIVE.length() + ID + 1 + SECRET + CRC;

  /** The key of a text that somebody sent; null when it cannot be one. */
  public static @Nullable ApiKey parse(String text) {
    if (text.length() != LENGTH || !(text.startsWith(LIVE) || text.startsWith(TEST))) {
      return null;
    }
    int secretAt = LIVE.length() + ID + 1;
    String publicId = text.substring(LIVE.length(), LIVE.length() + ID);
    String secret = text.substring(secretAt, secretAt + SECRET);
    boolean wellFormed =
        text.charAt(secretAt - 1) == '_'
            && isBase62(publicId)
            && isBase62(secret)
            && text.endsWith(checkSum(secret));
    return wellFormed ? new ApiKey(publicId, secret) : null;
  }

  /** CRC-32 of the secret in six characters of base 62. */
  static String checkSum(String secret) {
    CRC32 crc = new CRC32();
    crc.update(secret.getBytes(StandardCharsets.US_ASCII));
    long rest = crc.getValue();
    char[] out = new char[CRC];
    for (int i = CRC - 1; i >= 0; i--) {
      out[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
      rest /= ALPHABET.length();
    }
    return new String(out);
  }

  /** Whether this is the text of that key. */
  public boolean proves(ApiKeySnapshot known) {
    return MessageDigest.isEqual(
        Sha256.hex(secret).getBytes(StandardCharsets.US_ASCII),
        known.secretSha256().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "trb_***_" + publicId;
  }

  private static boolean isBase62(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (ALPHABET.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
