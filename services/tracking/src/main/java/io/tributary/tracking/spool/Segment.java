package io.tributary.tracking.spool;

import io.tributary.platform.file.RecordReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** One file of the spool; what it says of itself counts what is on disk for certain. */
final class Segment {

  /** Records wait in it. */
  static final String PENDING = ".spool";

  /** The log has all of its records; kept for a while. */
  static final String DONE = ".done";

  private static final int DIGITS = 20;

  private Path file;
  private final long first;
  private long next;
  private long records;
  private long length;

  Segment(Path file, long first) {
    this.file = file;
    this.first = first;
    this.next = first;
  }

  static Path pending(Path folder, long first) {
    return folder.resolve(String.format(Locale.ROOT, "%0" + DIGITS + "d", first) + PENDING);
  }

  /** The first sequence that a file's name tells; negative when the file is none of the spool's. */
  static long firstOf(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.length() <= DIGITS || name.charAt(DIGITS) != '.') {
      return -1;
    }
    long first = 0;
    for (int i = 0; i < DIGITS; i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      first = first * 10 + digit;
    }
    return first;
  }

  /**
   * The records from a sequence on: where the first begins, or the file ends, and how many they
   * are.
   */
  record Scan(long at, long records) {}

  /** Reads the file through and looks for the records with this sequence or a later one. */
  Scan scan(long wanted) throws IOException {
    next = first;
    records = 0;
    long at = -1;
    long found = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      RecordReader reader = new RecordReader(channel, 0, channel.size());
      while (true) {
        long begin = reader.position();
        ByteBuffer payload = reader.next();
        if (payload == null) {
          if (!reader.skip()) {
            break;
          }
          continue;
        }
        long sequence = SpoolRecord.sequence(payload);
        if (sequence >= 0) {
          records++;
          next = Math.max(next, sequence + 1);
          if (sequence >= wanted) {
            found++;
            at = at < 0 ? begin : at;
          }
        }
      }
      length = reader.position();
    }
    return new Scan(at < 0 ? length : at, found);
  }

  void add(long bytes, int count, long nextSequence) {
    length += bytes;
    records += count;
    next = nextSequence;
  }

  void movedTo(Path other) {
    file = other;
  }

  Path file() {
    return file;
  }

  /** The same file under the name of another state. */
  Path named(String state) {
    String name = String.valueOf(file.getFileName());
    return file.resolveSibling(name.substring(0, DIGITS) + state);
  }

  long first() {
    return first;
  }

  /** The sequence behind the last record. */
  long next() {
    return next;
  }

  long records() {
    return records;
  }

  long length() {
    return length;
  }
}
