package io.tributary.platform.kafka;

import io.tributary.platform.file.RecordReader;
import io.tributary.platform.file.Records;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of a compacted topic on local disk, in the order of their offsets: what was read is
 * put behind what is there, so that every beginning of the file is the topic as it once was. A file
 * that ends in the middle of a record, or is damaged, is good up to there.
 *
 * <p>A file under its own name has been complete once: a first reading is written beside it and
 * renamed at the end. Superseded records are dropped when they are about half of the file.
 */
final class DirectorySnapshot implements AutoCloseable {

  /** Superseded records that are not worth a new file. */
  private static final long SLACK = 10_000;

  private static final int BUFFER = 256 * 1024;
  private static final byte HEAD = 1;
  private static final byte ENTRY = 2;
  private static final byte DELETED = 3;

  /** Takes a record of the file; the value is null when its entry was deleted. */
  @FunctionalInterface
  interface Entries {
    void take(String key, byte @Nullable [] value);
  }

  private final Path file;
  private final Path fresh;
  private @Nullable FileChannel out;
  private ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private @Nullable String topicId;
  private Map<Integer, Long> next = new HashMap<>();
  private boolean rewriting;
  private long records;
  private long recordsWhenCompact;

  DirectorySnapshot(Path file) {
    this.file = file;
    this.fresh = file.resolveSibling(file.getFileName() + ".new");
  }

  /**
   * Reads the file, if there is one.
   *
   * @return whether there is one
   */
  synchronized boolean load(Entries entries) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    long end;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      RecordReader reader = new RecordReader(channel, 0, channel.size());
      ByteBuffer head = reader.next();
      if (head == null || head.get() != HEAD) {
        return false;
      }
      topicId = rest(head);
      for (ByteBuffer payload = reader.next(); payload != null; payload = reader.next()) {
        take(payload, entries);
        records++;
      }
      end = reader.position();
    }
    out = FileChannel.open(file, StandardOpenOption.WRITE);
    out.truncate(end);
    out.position(end);
    recordsWhenCompact = records / 2;
    return true;
  }

  private void take(ByteBuffer payload, Entries entries) {
    byte kind = payload.get();
    int partition = payload.getInt();
    long offset = payload.getLong();
    String key = text(payload);
    byte[] value = null;
    if (kind == ENTRY) {
      value = new byte[payload.remaining()];
      payload.get(value);
    }
    next.put(partition, offset + 1);
    entries.take(key, value);
  }

  /** The keys of the file. */
  synchronized Set<String> keys() throws IOException {
    Set<String> keys = new HashSet<>();
    if (Files.exists(file)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        RecordReader reader = new RecordReader(channel, 0, channel.size());
        reader.next();
        for (ByteBuffer payload = reader.next(); payload != null; payload = reader.next()) {
          keys.add(key(payload));
        }
      }
    }
    return keys;
  }

  /** The topic that the file is of; null when it is of none or not complete. */
  synchronized @Nullable String topicId() {
    return rewriting ? null : topicId;
  }

  /** The offset to go on from, by partition. */
  synchronized Map<Integer, Long> next() {
    return Map.copyOf(next);
  }

  /** How long ago the file was last known to be up to date. */
  synchronized Duration age(Instant now) {
    try {
      return Duration.between(Files.getLastModifiedTime(file).toInstant(), now);
    } catch (IOException e) {
      return Duration.ofDays(365);
    }
  }

  /** The file is up to date now. */
  synchronized void touch(Instant now) throws IOException {
    if (!rewriting && Files.exists(file)) {
      Files.setLastModifiedTime(file, FileTime.from(now));
    }
  }

  /** Begins a new file, which takes the place of the old when it is {@link #complete}. */
  synchronized void rewrite(String id) throws IOException {
    closeOut();
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    rewriting = true;
    topicId = id;
    next = new HashMap<>();
    records = 0;
    recordsWhenCompact = 0;
    buffer.clear();
    head(buffer, id);
  }

  synchronized void complete() throws IOException {
    if (rewriting) {
      flush();
      force();
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      rewriting = false;
      recordsWhenCompact = records / 2;
    }
  }

  synchronized void append(int partition, long offset, String key, byte @Nullable [] value)
      throws IOException {
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    int wanted = Records.OVERHEAD + 16 + keyBytes.length + (value == null ? 0 : value.length);
    if (wanted > buffer.remaining()) {
      flush();
      if (wanted > buffer.capacity()) {
        buffer = ByteBuffer.allocate(wanted);
      }
    }
    int begun = Records.begin(buffer);
    buffer.put(value == null ? DELETED : ENTRY);
    buffer.putInt(partition);
    buffer.putLong(offset);
    buffer.putShort((short) keyBytes.length);
    buffer.put(keyBytes);
    if (value != null) {
      buffer.put(value);
    }
    Records.end(buffer, begun);
    next.put(partition, offset + 1);
    records++;
  }

  /** Hands what was appended to the operating system. */
  synchronized void flush() throws IOException {
    buffer.flip();
    try {
      while (out != null && buffer.hasRemaining()) {
        out.write(buffer);
      }
    } finally {
      buffer.clear();
    }
  }

  /** Whether so much was superseded that a new file is worth its writing. */
  synchronized boolean isCompactionDue() {
    return !rewriting && out != null && records > 2 * recordsWhenCompact + SLACK;
  }

  /** Drops superseded records; what comes meanwhile is not held up but for its own copying. */
  void compact() throws IOException {
    long end;
    synchronized (this) {
      flush();
      end = out == null ? 0 : out.position();
    }
    Map<String, Long> last = new HashMap<>();
    try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
      RecordReader reader = new RecordReader(source, 0, end);
      reader.next();
      long at = reader.position();
      for (ByteBuffer payload = reader.next(); payload != null; payload = reader.next()) {
        last.put(key(payload), at);
        at = reader.position();
      }
      long kept = copy(source, end, last);
      synchronized (this) {
        replaceBy(source, end, kept);
      }
    }
  }

  private long copy(FileChannel source, long end, Map<String, Long> last) throws IOException {
    try (FileChannel target =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      RecordReader reader = new RecordReader(source, 0, end);
      ByteBuffer block = ByteBuffer.allocate(BUFFER);
      long kept = 0;
      long at = 0;
      for (ByteBuffer payload = reader.next(); payload != null; payload = reader.next()) {
        boolean stays =
            payload.get(0) == HEAD
                || (payload.get(0) == ENTRY && last.getOrDefault(key(payload), -1L) == at);
        if (stays) {
          int wanted = Records.OVERHEAD + payload.limit();
          if (wanted > block.remaining()) {
            write(target, block);
            block = wanted > block.capacity() ? ByteBuffer.allocate(wanted) : block;
          }
          int begun = Records.begin(block);
          block.put(payload.rewind());
          Records.end(block, begun);
          kept++;
        }
        at = reader.position();
      }
      write(target, block);
      return kept - 1;
    }
  }

  private void replaceBy(FileChannel source, long end, long kept) throws IOException {
    if (rewriting || out == null) {
      return;
    }
    flush();
    FileChannel target = FileChannel.open(fresh, StandardOpenOption.WRITE);
    target.position(target.size());
    long since = out.position();
    long at = end;
    while (at < since) {
      at += source.transferTo(at, since - at, target);
    }
    target.force(true);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    closeOut();
    out = target;
    records = kept;
    recordsWhenCompact = kept;
  }

  private static void write(FileChannel target, ByteBuffer block) throws IOException {
    block.flip();
    while (block.hasRemaining()) {
      target.write(block);
    }
    block.clear();
  }

  private static void head(ByteBuffer target, String id) {
    int begun = Records.begin(target);
    target.put(HEAD);
    target.put(id.getBytes(StandardCharsets.UTF_8));
    Records.end(target, begun);
  }

  /** The key of an entry's payload, whose position is kept. */
  private static String key(ByteBuffer payload) {
    return text(payload.duplicate().position(1 + Integer.BYTES + Long.BYTES));
  }

  private static String text(ByteBuffer payload) {
    byte[] bytes = new byte[payload.getShort() & 0xffff];
    payload.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String rest(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void force() throws IOException {
    if (out != null) {
      out.force(true);
    }
  }

  private void closeOut() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    flush();
    if (!rewriting) {
      force();
    }
    closeOut();
  }
}
