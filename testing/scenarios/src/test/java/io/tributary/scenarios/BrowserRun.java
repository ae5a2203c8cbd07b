package io.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The browser tests of an npm package, in a process of their own. */
final class BrowserRun {

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final int TAIL_LINES = 120;
  private static final Pattern CLOSING = Pattern.compile("[1-9]\\d* passed, 0 failed");

  private BrowserRun() {}

  /**
   * Runs them and asserts that all pass.
   *
   * @param folder of the package, from the root of the tree
   * @param environment that tells them what they run against
   */
  static void passes(String folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output =
        Files.createDirectories(Path.of("target", "browser").toAbsolutePath())
            .resolve(folder.replace('/', '-') + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder("node", "scripts/e2e.mjs")
            .directory(ROOT.resolve(folder).toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process browser = builder.start();
    boolean ended = browser.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly();
    }

    List<String> lines = Files.readAllLines(output);
    String tail =
        String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    assertThat(ended).as("ended within %s:%n%s", LIMIT, tail).isTrue();
    assertThat(browser.exitValue()).as(tail).isZero();
    assertThat(lines.getLast()).as(tail).matches(CLOSING);
  }
}
