package io.tributary.embedded;

import io.tributary.embedded.InfrastructureFile.Running;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one server as a child process or takes over the one that is still running; stops it. */
final class ServerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

  /** The system computes start times from its clock, which may have been set since. */
  private static final Duration START_TIME_TOLERANCE = Duration.ofSeconds(5);

  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration PATIENCE_WHEN_STOPPING = Duration.ofSeconds(4);
  private static final Duration PATIENCE_WHEN_INSISTING = Duration.ofMillis(500);

  private final Server server;
  private final DataFolder folder;
  private final Options options;
  private final ServerLog log;
  private volatile @Nullable ProcessHandle process;

  ServerProcess(Server server, DataFolder folder, Options options) {
    this.server = server;
    this.folder = folder;
    this.options = options;
    this.log = new ServerLog(folder.log(server.part()));
  }

  Part part() {
    return server.part();
  }

  ServerLog log() {
    return log;
  }

  /** Returns when the server answers. */
  void start() {
    long begin = System.nanoTime();
    ProcessHandle survivor = survivor();
    if (survivor != null && takeOver(survivor)) {
      LOG.info("{} was still running and is taken over", part().title());
      watch(survivor);
      return;
    }
    stopLeftovers();
    ProcessHandle started = spawn(server.prepare());
    process = started;
    server.record(new Running(started.pid(), startTime(started), fingerprint()));
    try {
      awaitReady(started);
      server.afterStart();
    } catch (InfrastructureException e) {
      stop();
      throw e;
    }
    LOG.debug("{} started in {} ms", part().title(), (System.nanoTime() - begin) / 1_000_000);
    watch(started);
  }

  /** Stops what an earlier process of the product left running. */
  void stopLeftovers() {
    ProcessHandle survivor = survivor();
    if (survivor != null) {
      stop(survivor);
    }
    OptionalLong pid = server.pidOnDisk();
    if (pid.isPresent()) {
      ProcessHandle other = ProcessHandle.of(pid.getAsLong()).orElse(null);
      if (other != null && isAlive(other) && belongsHere(other)) {
        stop(other);
      }
    }
    if (server.recorded() != null) {
      server.record(null);
    }
  }

  void stop() {
    ProcessHandle current = process;
    process = null;
    if (current != null) {
      stop(current);
      server.record(null);
    }
  }

  private @Nullable ProcessHandle survivor() {
    Running running = server.recorded();
    if (running == null) {
      return null;
    }
    ProcessHandle handle = ProcessHandle.of(running.pid()).orElse(null);
    if (handle == null || !isAlive(handle)) {
      return null;
    }
    Duration difference = Duration.between(running.started(), startTime(handle)).abs();
    return difference.compareTo(START_TIME_TOLERANCE) <= 0 ? handle : null;
  }

  private boolean takeOver(ProcessHandle survivor) {
    Running running = server.recorded();
    if (running == null || !running.settings().equals(fingerprint()) || !server.answers()) {
      return false;
    }
    process = survivor;
    return true;
  }

  private ProcessHandle spawn(List<String> command) {
    try {
      log.bound();
      ProcessBuilder builder =
          new ProcessBuilder(Commands.inOwnSession(command))
              .directory(folder.of(part()).toFile())
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
      Commands.cleanEnvironment(builder);
      builder.environment().put("MALLOC_ARENA_MAX", "2");
      return builder.start().toHandle();
    } catch (IOException e) {
      throw new InfrastructureException(
          "%s cannot be started: %s".formatted(part().title(), e.getMessage()), e);
    }
  }

  private void awaitReady(ProcessHandle started) {
    long deadline = System.nanoTime() + options.startTimeout().toNanos();
    while (!server.isReady(started.pid())) {
      if (!isAlive(started)) {
        throw new InfrastructureException(
            "%s stopped while starting. The end of %s:%n%s"
                .formatted(part().title(), log.path(), log.tail()));
      }
      if (System.nanoTime() > deadline) {
        throw new InfrastructureException(
            "%s did not answer within %d s. The end of %s:%n%s"
                .formatted(
                    part().title(), options.startTimeout().toSeconds(), log.path(), log.tail()));
      }
      pause();
    }
  }

  /** Says so when the server goes away by itself. */
  private void watch(ProcessHandle running) {
    var unused =
        running
            .onExit()
            .thenAccept(
                gone -> {
                  if (process != null) {
                    LOG.error(
                        "{} (process {}) stopped unexpectedly; see {}",
                        part().title(),
                        gone.pid(),
                        log.path());
                  }
                });
  }

  private void stop(ProcessHandle handle) {
    server.askToStop(handle);
    if (awaitEnd(handle, PATIENCE_WHEN_STOPPING)) {
      server.afterOrderlyStop();
      return;
    }
    if (server.hasStoppedItsWork(handle.pid())) {
      LOG.debug("{} has stopped, and its process is ended", part().title());
      handle.destroyForcibly();
      awaitEnd(handle, PATIENCE_WHEN_INSISTING);
      return;
    }
    LOG.warn("{} does not stop and is killed", part().title());
    server.insistOnStop(handle);
    if (!awaitEnd(handle, PATIENCE_WHEN_INSISTING)) {
      handle.destroyForcibly();
      awaitEnd(handle, PATIENCE_WHEN_INSISTING);
    }
  }

  private static boolean awaitEnd(ProcessHandle handle, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (isAlive(handle)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InfrastructureException("Interrupted while waiting for the embedded servers", e);
    }
  }

  private static Instant startTime(ProcessHandle handle) {
    return handle.info().startInstant().orElse(Instant.EPOCH);
  }

  /** Alive and not merely waiting for its exit status to be collected. */
  static boolean isAlive(ProcessHandle handle) {
    return handle.isAlive() && !isZombie(handle.pid());
  }

  private static boolean isZombie(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      return stat.startsWith(") Z", stat.lastIndexOf(')'));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the command line names the folder of this part: a process id alone may be reused. */
  private boolean belongsHere(ProcessHandle handle) {
    try {
      String command =
          Files.readString(
              Path.of("/proc/" + handle.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
      byte[] path = folder.of(part()).toString().getBytes(StandardCharsets.UTF_8);
      return command.contains(new String(path, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return false;
    }
  }

  private String fingerprint() {
    String settings = server.settings() + options.ports().get(part());
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(settings.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
