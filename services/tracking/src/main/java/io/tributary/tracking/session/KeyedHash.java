package io.tributary.tracking.session;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * SipHash-2-4 over texts: 64 bits that nobody can turn back or guess without the key. Of one use
 * each; mutable.
 */
public final class KeyedHash {

  private static final long MISSING = 0xff_ffffL;

  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private long words;

  /** A key of 128 bits in two halves. */
  public record Key(long first, long second) {

    /** Of the first 16 bytes. */
    public static Key of(byte[] secret) {
      ByteBuffer bytes = ByteBuffer.wrap(secret);
      return new Key(bytes.getLong(), bytes.getLong());
    }

    /** A hash of things of that kind. */
    public KeyedHash of(char kind) {
      return new KeyedHash(this).with(kind);
    }
  }

  private KeyedHash(Key key) {
    v0 = key.first ^ 0x736f6d6570736575L;
    v1 = key.second ^ 0x646f72616e646f6dL;
    v2 = key.first ^ 0x6c7967656e657261L;
    v3 = key.second ^ 0x7465646279746573L;
  }

  /** Adds a text and its length; null is not the empty text. */
  public KeyedHash with(@Nullable String text) {
    if (text == null) {
      return with(MISSING);
    }
    int length = text.length();
    long word = 0;
    for (int i = 0; i < length; i++) {
      word = word << 16 | text.charAt(i);
      if ((i & 3) == 3) {
        take(word);
        word = 0;
      }
    }
    take(word);
    return with(length);
  }

  /** Adds a number. */
  public KeyedHash with(long number) {
    take(number);
    return this;
  }

  /** The hash; zero stands for nothing elsewhere and is never one. */
  public long value() {
    take(words << 56);
    v2 ^= 0xff;
    for (int i = 0; i < 4; i++) {
      round();
    }
    long hash = v0 ^ v1 ^ v2 ^ v3;
    return hash == 0 ? 1 : hash;
  }

  private void take(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
    words++;
  }

  private void round() {
    v0 += v1;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v3;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 += v3;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 += v1;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v2 = Long.rotateLeft(v2, 32);
  }
}
