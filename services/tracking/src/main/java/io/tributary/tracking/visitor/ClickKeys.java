package io.tributary.tracking.visitor;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys of click ids: the first signs, all verify, so that a key can be replaced in peace. */
public final class ClickKeys {

  /** Of a secret, in bytes: the output of the hash. */
  public static final int MIN_SECRET_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,16}");

  private final List<Key> keys;

  private ClickKeys(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * The keys of their settings.
   *
   * @param settings each {@code id:secret}, the secret in base64 and of 32 bytes at least
   * @throws IllegalArgumentException naming the key, never the secret, that cannot be used
   */
  public static ClickKeys parse(List<String> settings) {
    if (settings.isEmpty()) {
      throw new IllegalArgumentException("there is no key to sign click ids with");
    }
    List<Key> keys = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (String setting : settings) {
      int colon = setting.indexOf(':');
      String id = setting.substring(0, Math.max(colon, 0));
      if (!ID.matcher(id).matches()) {
        throw new IllegalArgumentException(
            "key %d has not the form id:secret".formatted(keys.size() + 1));
      }
      if (!ids.add(id)) {
        throw new IllegalArgumentException("key id %s stands twice".formatted(id));
      }
      keys.add(Key.of(id, secret(id, setting.substring(colon + 1))));
    }
    return new ClickKeys(keys);
  }

  Key signing() {
    return keys.getFirst();
  }

  List<Key> all() {
    return keys;
  }

  /** A key for another purpose, made of the oldest key. */
  public byte[] derived(String purpose) {
    return keys.getLast().mac().doFinal(("derived\n" + purpose).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] secret(String id, String base64) {
    byte[] secret;
    try {
      secret = Base64.getDecoder().decode(base64.strip().replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the secret of key %s is not base64".formatted(id), e);
    }
    if (secret.length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "the secret of key %s is shorter than %d bytes".formatted(id, MIN_SECRET_BYTES));
    }
    return secret;
  }

  /** One key; the tag stands for its id in a click id. */
  static final class Key {

    private final byte tag;
    private final ThreadLocal<Mac> mac;

    private Key(byte tag, SecretKeySpec secret) {
      this.tag = tag;
      this.mac = ThreadLocal.withInitial(() -> initialised(secret));
    }

    static Key of(String id, byte[] secret) {
      return new Key(tagOf(id), new SecretKeySpec(secret, ALGORITHM));
    }

    byte tag() {
      return tag;
    }

    /** The calling thread's own instance, ready for input. */
    Mac mac() {
      return mac.get();
    }

    private static byte tagOf(String id) {
      int hash = 7;
      for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
        hash = 31 * hash + b;
      }
      return (byte) (hash ^ (hash >>> 8) ^ (hash >>> 16));
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
}
