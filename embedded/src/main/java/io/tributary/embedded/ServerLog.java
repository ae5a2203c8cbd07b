package io.tributary.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What one server prints: the current file and one older file, each of bounded size. */
record ServerLog(Path path) {
  private static final long MAX_BYTES = 8L * 1024 * 1024;
  private static final int TAIL_BYTES = 16 * 1024;
  private static final int TAIL_LINES = 20;

  /**
   * Moves the content aside when it is too long. The file itself stays, because the server holds it
   * open for appending.
   */
  void bound() throws IOException {
    if (Files.exists(path) && Files.size(path) > MAX_BYTES) {
      Path older = path.resolveSibling(path.getFileName() + ".1");
      Files.copy(path, older, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
    }
  }

  /** The last lines, for messages. */
  String tail() {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long from = Math.max(0, file.length() - TAIL_BYTES);
      file.seek(from);
      byte[] bytes = new byte[(int) Math.min(TAIL_BYTES, file.length() - from)];
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(" + path + " cannot be read: " + e + ")";
    }
  }
}
