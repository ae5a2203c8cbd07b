package io.tributary.platform.file;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The form of a record in a file: its payload's length in four bytes, a CRC-32C of length and
 * payload in four bytes, the payload. A file is such records, one after the other.
 */
public final class Records {

  /** Bytes that a record takes beside its payload. */
  public static final int OVERHEAD = 8;

  /** Of a payload, in bytes; a length above is damage. */
  public static final int MAX_PAYLOAD = 4 * 1024 * 1024;

  private Records() {}

  /** Reserves a record's head; {@link #end} fills it when the payload stands behind it. */
  public static int begin(ByteBuffer target) {
    int at = target.position();
    target.position(at + OVERHEAD);
    return at;
  }

  /** Fills the head of the record whose payload ends at the buffer's position. */
  public static void end(ByteBuffer target, int begunAt) {
    int length = target.position() - begunAt - OVERHEAD;
    if (length <= 0 || length > MAX_PAYLOAD) {
      throw new IllegalArgumentException("a payload of %d bytes".formatted(length));
    }
    target.putInt(begunAt, length);
    target.putInt(begunAt + 4, checkSum(target, begunAt, length));
  }

  /** Of the record that begins there: of its length and its payload. */
  static int checkSum(ByteBuffer source, int begunAt, int length) {
    CRC32C crc = new CRC32C();
    crc.update(source.duplicate().limit(begunAt + 4).position(begunAt));
    crc.update(source.duplicate().limit(begunAt + OVERHEAD + length).position(begunAt + OVERHEAD));
    return (int) crc.getValue();
  }
}
