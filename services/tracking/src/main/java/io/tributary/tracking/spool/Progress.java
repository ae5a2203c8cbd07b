package io.tributary.tracking.spool;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far draining has come.
 *
 * @param acknowledged records before this sequence are in the log
 * @param sending records before this sequence may be in the log
 * @param positions the last offset that the log acknowledged, by {@code topic/partition}
 */
record Progress(long acknowledged, long sending, Map<String, Long> positions) {

  private static final int MAX_NAME = 300;

  Progress {
    positions = Map.copyOf(positions);
  }

  /** What the file says; null when there is none or it is damaged. */
  static @Nullable Progress read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer payload = new RecordReader(channel, 0, channel.size()).next();
      if (payload == null || payload.remaining() < 20) {
        return null;
      }
      long acknowledged = payload.getLong();
      long sending = payload.getLong();
      int count = payload.getInt();
      Map<String, Long> positions = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        byte[] name = new byte[payload.getShort()];
        payload.get(name);
        positions.put(new String(name, StandardCharsets.UTF_8), payload.getLong());
      }
      return new Progress(acknowledged, sending, positions);
    }
  }

  /** Replaces the file, all or nothing. */
  void write(Path file) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(64 + positions.size() * (MAX_NAME + 10));
    int begun = Records.begin(content);
    content.putLong(acknowledged);
    content.putLong(sending);
    content.putInt(positions.size());
    new TreeMap<>(positions)
        .forEach(
            (name, offset) -> {
              byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
              content.putShort((short) bytes.length);
              content.put(bytes);
              content.putLong(offset);
            });
    Records.end(content, begun);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      content.flip();
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
