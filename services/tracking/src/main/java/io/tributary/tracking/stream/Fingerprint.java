package io.tributary.tracking.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Stands for a topic and the bytes of a value: 128 bits of their SHA-256. */
record Fingerprint(long high, long low) {

  /** Takes fingerprints; for one thread. */
  static final class Maker {

    private final MessageDigest digest;

    Maker() {
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java runtime has SHA-256", e);
      }
    }

    Fingerprint of(String topic, byte[] value) {
      digest.update(topic.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      ByteBuffer hash = ByteBuffer.wrap(digest.digest(value));
      return new Fingerprint(hash.getLong(), hash.getLong());
    }
  }
}
