package io.tributary.attribution.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The name under which a process takes part in the group, kept in its state directory: after a
 * crash it comes back as the same member at once, instead of waiting until the group has given it
 * up.
 */
final class InstanceId {

  private static final String FILE = "instance-id";

  private InstanceId() {}

  /** The id of the directory, made when it has none. */
  static String of(Path stateDir) {
    try {
      Files.createDirectories(stateDir);
      Path file = stateDir.resolve(FILE);
      if (!Files.exists(file)) {
        Path written =
            Files.writeString(stateDir.resolve(FILE + ".new"), UUID.randomUUID().toString());
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the state directory %s cannot be used".formatted(stateDir), e);
    }
  }
}
