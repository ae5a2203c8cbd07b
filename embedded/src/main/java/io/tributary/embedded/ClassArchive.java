package io.tributary.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's archive of the broker's loaded classes (AppCDS). The first broker that stops in order
 * leaves one in its own folder; it becomes visible to others complete or not at all.
 */
final class ClassArchive {
  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

  /** A new one comes with every other JDK or Kafka; each has about 45 MB. */
  private static final int MAX_ARCHIVES = 4;

  private static final String PREFIX = "kafka-classes-";

  private final Path folder;
  private final Path archive;
  private final Path fresh;

  ClassArchive(Path folder, BrokerClassPath classPath, List<String> jvmOptions, Path home) {
    this.folder = folder;
    this.archive = folder.resolve(PREFIX + key(classPath, jvmOptions) + ".jsa");
    this.fresh = home.resolve("classes.jsa");
  }

  /** Uses the archive, or makes one at the end of the process; a half-made one is removed. */
  List<String> jvmOptions() throws IOException {
    Files.deleteIfExists(fresh);
    return Files.exists(archive)
        ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:aot=off")
        : List.of("-XX:ArchiveClassesAtExit=" + fresh, "-Xlog:cds=off", "-Xlog:aot=off");
  }

  /** Takes what the process has left; a failure costs time at the next start and nothing else. */
  void keepNew() {
    if (!Files.exists(fresh)) {
      return;
    }
    try {
      Path next = Files.createTempFile(folder, ".classes-", ".new");
      Files.move(fresh, next, StandardCopyOption.REPLACE_EXISTING);
      Files.move(next, archive, StandardCopyOption.ATOMIC_MOVE);
      deleteOldest();
    } catch (IOException e) {
      LOG.debug("The archive of Kafka's classes is not kept: {}", e.toString());
    }
  }

  private void deleteOldest() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> archives =
          files
              .filter(file -> file.getFileName().toString().startsWith(PREFIX))
              .sorted(
                  Comparator.comparingLong((Path file) -> file.toFile().lastModified()).reversed())
              .toList();
      for (Path old : archives.subList(Math.min(MAX_ARCHIVES, archives.size()), archives.size())) {
        Files.deleteIfExists(old);
      }
    }
  }

  /** The JVM refuses an archive when one of these differs. */
  private static String key(BrokerClassPath classPath, List<String> jvmOptions) {
    StringBuilder text = new StringBuilder(Runtime.version().toString());
    text.append(System.getProperty("java.home"));
    jvmOptions.stream().filter(option -> option.startsWith("-XX:")).forEach(text::append);
    for (Path jar : classPath.jars()) {
      text.append(jar).append(jar.toFile().length()).append(jar.toFile().lastModified());
    }
    CRC32 hash = new CRC32();
    hash.update(text.toString().getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(hash.getValue());
  }
}
