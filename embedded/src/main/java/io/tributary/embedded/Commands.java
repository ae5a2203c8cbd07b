package io.tributary.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short-lived helper programs, and what of them exists on this machine. */
final class Commands {
  /** Far above what any of the helper programs needs. */
  private static final int TIMEOUT_SECONDS = 60;

  record Outcome(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  private Commands() {}

  /** Runs to the end; a program that cannot be started is a failed outcome, not an exception. */
  static Outcome run(List<String> command, String input) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      cleanEnvironment(builder);
      Process process = builder.start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // The program ended without reading its input; its exit code tells the rest.
        return await(process);
      }
      return await(process);
    } catch (IOException e) {
      return new Outcome(-1, String.valueOf(e.getMessage()));
    }
  }

  private static Outcome await(Process process) throws IOException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Outcome(-1, output + "\nstopped after " + TIMEOUT_SECONDS + " s");
      }
      return new Outcome(process.exitValue(), output);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new InfrastructureException("Interrupted while starting the embedded servers", e);
    }
  }

  /** Removes variables that would change what a child does, such as a debugger's port. */
  static void cleanEnvironment(ProcessBuilder builder) {
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.equals("JAVA_TOOL_OPTIONS")
                    || name.equals("JDK_JAVA_OPTIONS")
                    || name.equals("_JAVA_OPTIONS")
                    || name.equals("CLASSPATH")
                    || name.startsWith("PG"));
  }

  /** The command in a session of its own where that is possible: Ctrl-C does not reach it. */
  static List<String> inOwnSession(List<String> command) {
    if (!exists("setsid")) {
      return command;
    }
    List<String> extended = new ArrayList<>(List.of("setsid"));
    extended.addAll(command);
    return extended;
  }

  static boolean exists(String program) {
    String path = System.getenv("PATH");
    if (path == null) {
      return false;
    }
    for (String folder : path.split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
