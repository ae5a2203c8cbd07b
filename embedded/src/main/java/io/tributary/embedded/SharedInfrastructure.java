package io.tributary.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one set of servers that the tests of a JVM share. */
final class SharedInfrastructure {
  /**
   * Waits for the end of the tests' JVM, however it ends, and then clears away what is left. The
   * servers' process ids stand in the files that the servers write.
   */
  private static final String KEEPER =
      """
      while kill -0 "$1" 2>/dev/null; do sleep 1; done
      for file in "$2"/kafka/broker.pid "$2"/redis/redis.pid "$2"/postgres/data/postmaster.pid; do
        test -f "$file" && kill -9 "$(head -n 1 "$file")" 2>/dev/null
      done
      rm -rf "$2"
      """;

  private static @Nullable EmbeddedInfrastructure shared;

  private SharedInfrastructure() {}

  static synchronized EmbeddedInfrastructure with(Set<Part> parts) {
    EmbeddedInfrastructure current = shared;
    if (current == null) {
      current = startIn(temporaryFolder(), parts);
      shared = current;
    } else {
      current.add(parts);
    }
    return current;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("tributary-test-");
    } catch (IOException e) {
      throw new InfrastructureException("No temporary folder can be made: " + e, e);
    }
  }

  private static EmbeddedInfrastructure startIn(Path folder, Set<Part> parts) {
    keep(folder);
    EmbeddedInfrastructure started =
        EmbeddedInfrastructure.start(folder, Options.forTests().only(parts.toArray(new Part[0])));
    Runtime.getRuntime().addShutdownHook(new Thread(started::close, "embedded-stop"));
    return started;
  }

  private static void keep(Path folder) {
    List<String> command =
        List.of(
            "sh",
            "-c",
            KEEPER,
            "keeper",
            Long.toString(ProcessHandle.current().pid()),
            folder.toString());
    try {
      new ProcessBuilder(Commands.inOwnSession(command))
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new InfrastructureException("sh cannot be started: " + e.getMessage(), e);
    }
  }
}
