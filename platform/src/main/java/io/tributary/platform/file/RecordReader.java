package io.tributary.platform.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a part of a file in order. Reads of its own, the file's position is kept.
 */
public final class RecordReader {

  private static final int CHUNK = 256 * 1024;

  private final FileChannel file;
  private final long limit;
  private ByteBuffer buffer;

  /** Where in the file the buffer's content ends. */
  private long read;

  private boolean damaged;

  /**
   * A reader of the bytes from one position to another.
   *
   * @param limit at which the part ends, whether or not the file does
   */
  public RecordReader(FileChannel file, long from, long limit) {
    this.file = file;
    this.read = from;
    this.limit = limit;
    this.buffer = ByteBuffer.allocate(Math.clamp(limit - from, Records.OVERHEAD, CHUNK)).limit(0);
  }

  /** Where the next record begins: everything before was good or was skipped. */
  public long position() {
    return read - buffer.remaining();
  }

  /** Whether what stands at the position is not a good record. */
  public boolean isDamaged() {
    return damaged;
  }

  /**
   * The payload of the next record, good until the next call; null at the end and where the file is
   * damaged.
   */
  public @Nullable ByteBuffer next() throws IOException {
    int length = good();
    if (length < 0) {
      return null;
    }
    ByteBuffer payload = buffer.slice(buffer.position() + Records.OVERHEAD, length);
    buffer.position(buffer.position() + Records.OVERHEAD + length);
    return payload;
  }

  /**
   * Leaves out a damaged record when a good one stands where it ends by its own word.
   *
   * @return whether it did
   */
  public boolean skip() throws IOException {
    long begin = position();
    if (!damaged || !has(Records.OVERHEAD)) {
      return false;
    }
    int length = buffer.getInt(buffer.position());
    if (length <= 0 || length > Records.MAX_PAYLOAD || !has(Records.OVERHEAD + length)) {
      return false;
    }
    buffer.position(buffer.position() + Records.OVERHEAD + length);
    damaged = false;
    if (good() >= 0) {
      return true;
    }
    read = begin;
    buffer.limit(0).position(0);
    damaged = true;
    return false;
  }

  /** The length of the good record at the position; negative when there is none. */
  private int good() throws IOException {
    if (damaged || position() >= limit) {
      return -1;
    }
    if (!has(Records.OVERHEAD)) {
      damaged = true;
      return -1;
    }
    int length = buffer.getInt(buffer.position());
    if (length <= 0 || length > Records.MAX_PAYLOAD || !has(Records.OVERHEAD + length)) {
      damaged = true;
      return -1;
    }
    if (buffer.getInt(buffer.position() + 4)
        != Records.checkSum(buffer, buffer.position(), length)) {
      damaged = true;
      return -1;
    }
    return length;
  }

  private boolean has(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return true;
    }
    if (position() + bytes > limit) {
      return false;
    }
    ByteBuffer wider = bytes > buffer.capacity() ? ByteBuffer.allocate(bytes) : null;
    if (wider == null) {
      buffer.compact();
    } else {
      wider.put(buffer);
      buffer = wider;
    }
    while (buffer.position() < bytes) {
      int wanted = (int) Math.min(buffer.remaining(), limit - read);
      int got = file.read(buffer.duplicate().limit(buffer.position() + wanted), read);
      if (got < 0) {
        break;
      }
      buffer.position(buffer.position() + got);
      read += got;
    }
    buffer.flip();
    return buffer.remaining() >= bytes;
  }
}
