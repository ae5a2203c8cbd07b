package io.tributary.tracking.visitor;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Where new visitors come from. */
public final class VisitorSource {

  /** Bytes that a thread draws at once, since each draw costs as much as many bytes. */
  private static final int DRAWN = 1_024;

  private final RandomGenerator random;
  private final ThreadLocal<ByteBuffer> drawn =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(DRAWN).limit(0));

  /**
   * A source.
   *
   * @param random cannot be predicted, and may be used by several threads
   */
  public VisitorSource(RandomGenerator random) {
    this.random = random;
  }

  /** A visitor not seen before. */
  public VisitorId next() {
    byte[] bytes = new byte[VisitorId.BYTES];
    drawn(VisitorId.BYTES).get(bytes);
    return VisitorId.of(bytes);
  }

  /** What tells apart a visitor's clicks of one moment. */
  public int nonce() {
    return drawn(Integer.BYTES).getInt();
  }

  private ByteBuffer drawn(int bytes) {
    ByteBuffer buffer = drawn.get();
    if (buffer.remaining() < bytes) {
      byte[] fresh = new byte[DRAWN];
      random.nextBytes(fresh);
      buffer.clear().put(fresh).flip();
    }
    return buffer;
  }
}
