package io.tributary.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running Tributary, started by the project's own script with a data folder of its own. */
final class Deployment implements AutoCloseable {

  static final String ADMIN = "admin@example.com";
  static final String PASSWORD = "correct horse battery staple";

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Duration STOP = Duration.ofSeconds(30);

  private final String command;
  private final Path data;
  private final Path output;
  private final int api = freePort();
  private final int edge = freePort();
  private final int management = freePort();
  private final int servicePorts;
  private Process process;

  private Deployment(String command, int servicePorts) {
    this.command = command;
    this.servicePorts = servicePorts;
    try {
      this.data = Files.createTempDirectory("tributary-" + command);
      this.output =
          Files.createDirectories(Path.of("target", "deployments").toAbsolutePath())
              .resolve(command + "-" + api + ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything in one process. */
  static Deployment allInOne() {
    Deployment deployment = new Deployment("run", 0);
    deployment.start(Duration.ofMinutes(2));
    return deployment;
  }

  /** One process per service. */
  static Deployment cluster() {
    Deployment deployment = new Deployment("cluster", freeBlock());
    deployment.start(Duration.ofMinutes(5));
    return deployment;
  }

  String api() {
    return "http://127.0.0.1:" + api;
  }

  String edge() {
    return "http://127.0.0.1:" + edge;
  }

  String management() {
    return "http://127.0.0.1:" + management;
  }

  /** The management listener of the process that runs the role. */
  String managementOf(String role) {
    List<String> roles =
        List.of(
            "identity",
            "campaign",
            "affiliate",
            "attribution",
            "reward",
            "payment",
            "notification",
            "reporting",
            "tracking");
    return servicePorts == 0 || role.equals("console")
        ? management()
        : "http://127.0.0.1:" + (servicePorts + 50 + roles.indexOf(role) + 1);
  }

  Path data() {
    return data;
  }

  /** What the processes printed, for failures. */
  String log() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void start(Duration within) {
    ProcessBuilder builder =
        new ProcessBuilder(ROOT.resolve("dev").toString(), command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "TRIBUTARY_PREBUILT", "true",
                "TRIBUTARY_JAVA_OPTIONS", "-Dspringdoc.api-docs.enabled=true",
                "TRIBUTARY_DATA", data.toString(),
                "TRIBUTARY_API", api(),
                "TRIBUTARY_EDGE", edge(),
                "TRIBUTARY_MANAGEMENT", management(),
                "TRIBUTARY_SERVICE_PORTS", Integer.toString(servicePorts),
                "TRIBUTARY_ADMIN_EMAIL", ADMIN,
                "TRIBUTARY_ADMIN_PASSWORD", PASSWORD));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Instant limit = Instant.now().plus(within);
    while (!isReady()) {
      if (!process.isAlive() || Instant.now().isAfter(limit)) {
        close();
        throw new IllegalStateException("the deployment did not start:\n" + log());
      }
      sleep();
    }
  }

  /** Ends the product's process at once, as a crash would; its servers stay. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  private boolean isReady() {
    List<String> roles =
        List.of("console", "reporting", "tracking", "attribution", "reward", "payment");
    return roles.stream().allMatch(role -> answers(managementOf(role) + "/health/ready"));
  }

  private static boolean answers(String address) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
                  HttpRequest.newBuilder(URI.create(address))
                      .timeout(Duration.ofSeconds(3))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException("it did not stop within " + STOP.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    delete(data);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first of a hundred ports of which the ones that are used are free. */
  private static int freeBlock() {
    for (int base = 21_000; base < 32_000; base += 100) {
      if (isFree(base, 1, 10) && isFree(base, 51, 60)) {
        return base;
      }
    }
    throw new IllegalStateException("no free ports");
  }

  private static boolean isFree(int base, int from, int to) {
    for (int n = from; n <= to; n++) {
      try (ServerSocket socket = new ServerSocket(base + n)) {
        if (!socket.isBound()) {
          return false;
        }
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
