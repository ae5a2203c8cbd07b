package io.tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
  @TempDir Path folder;

  @Test
  void theTailIsTheLastTwentyLines() throws Exception {
    Path file = folder.resolve("server.log");
    Files.writeString(
        file,
        IntStream.rangeClosed(1, 1_000)
            .mapToObj("line %d"::formatted)
            .collect(Collectors.joining("\n")));

    assertThat(new ServerLog(file).tail().lines())
        .hasSize(20)
        .startsWith("line 981")
        .endsWith("line 1000");
  }

  @Test
  void aLogThatIsTooLongIsMovedAsideOnce() throws Exception {
    Path file = folder.resolve("server.log");
    Path older = folder.resolve("server.log.1");
    ServerLog log = new ServerLog(file);
    Files.writeString(file, "short");
    log.bound();
    assertThat(older).doesNotExist();

    Files.write(file, new byte[9 * 1024 * 1024]);
    log.bound();

    assertThat(older).hasSize(9 * 1024 * 1024);
    assertThat(file).isEmptyFile();
  }
}
