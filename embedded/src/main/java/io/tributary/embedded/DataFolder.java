package io.tributary.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folder that holds all data, locked for this process until it is closed. */
final class DataFolder implements AutoCloseable {

  /**
   * Folders locked by this JVM. Needed because closing a second channel of a locked file would
   * release the operating system's lock for the whole process.
   */
  private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static DataFolder lock(Path requested) {
    Path path = requested.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      path = path.toRealPath();
      Files.createDirectories(path.resolve("logs"));
    } catch (IOException e) {
      throw notWritable(path, e);
    }
    if (!LOCKED_HERE.add(path)) {
      throw new DataFolderInUse(path, Long.toString(ProcessHandle.current().pid()));
    }
    DataFolder locked = null;
    try {
      locked = acquire(path);
      return locked;
    } finally {
      if (locked == null) {
        LOCKED_HERE.remove(path);
      }
    }
  }

  private static DataFolder acquire(Path path) {
    Path file = path.resolve("lock");
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        String holder = Files.readString(file).strip();
        channel.close();
        throw new DataFolderInUse(path, holder.isEmpty() ? "that is just starting" : holder);
      }
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw notWritable(path, e);
    }
  }

  private static InfrastructureException notWritable(Path path, IOException cause) {
    return new InfrastructureException(
        "The data folder %s cannot be written: %s".formatted(path, cause), cause);
  }

  Path path() {
    return path;
  }

  /** The folder of one part, made when missing. */
  Path of(Part part) {
    Path folder = path.resolve(part.folder());
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw notWritable(folder, e);
    }
  }

  Path log(Part part) {
    return path.resolve("logs").resolve(part.folder() + ".log");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new InfrastructureException("The lock of " + path + " cannot be released", e);
    } finally {
      LOCKED_HERE.remove(path);
    }
  }
}
