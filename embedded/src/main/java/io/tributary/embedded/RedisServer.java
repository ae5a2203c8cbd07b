package io.tributary.embedded;

import io.tributary.embedded.InfrastructureFile.Redis;
import io.tributary.embedded.InfrastructureFile.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Redis with an append-only file and a password. */
final class RedisServer implements Server {
  private final Path home;
  private final Options options;
  private final InfrastructureFile file;
  private final Programs programs;
  private final SecureRandom random;

  RedisServer(
      DataFolder folder,
      Options options,
      InfrastructureFile file,
      Programs programs,
      SecureRandom random) {
    this.home = folder.of(Part.REDIS);
    this.options = options;
    this.file = file;
    this.programs = programs;
    this.random = random;
  }

  @Override
  public Part part() {
    return Part.REDIS;
  }

  @Override
  public @Nullable Running recorded() {
    Redis entry = file.content().redis();
    return entry == null ? null : entry.running();
  }

  @Override
  public void record(@Nullable Running running) {
    Redis entry = entry();
    file.update(content -> content.with(at(entry.port(), entry.password(), running)));
  }

  private Redis entry() {
    Redis entry = file.content().redis();
    if (entry == null) {
      throw new IllegalStateException("Redis has no entry in the infrastructure file yet");
    }
    return entry;
  }

  private static Redis at(int port, String password, @Nullable Running running) {
    return new Redis(port, "redis://:%s@127.0.0.1:%d".formatted(password, port), password, running);
  }

  @Override
  public String settings() {
    Redis entry = entry();
    return """
    bind 127.0.0.1
    port %d
    requirepass %s
    dir "%s"
    pidfile "%s"
    daemonize no
    logfile ""
    loglevel %s
    set-proc-title no
    always-show-logo no
    databases 1
    tcp-backlog 128
    maxclients 500
    maxmemory 128mb
    maxmemory-policy %s
    save ""
    appendonly yes
    appendfsync %s
    auto-aof-rewrite-min-size 16mb
    """
        .formatted(
            entry.port(),
            entry.password(),
            quoted(home),
            quoted(pidFile()),
            options.small() ? "warning" : "notice",
            options.small() ? "noeviction" : "volatile-ttl",
            options.durable() ? "everysec" : "no");
  }

  private static String quoted(Path path) {
    return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private Path pidFile() {
    return home.resolve("redis.pid");
  }

  @Override
  public OptionalLong pidOnDisk() {
    try {
      String pid = Files.readString(pidFile()).strip();
      return pid.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(pid)) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public List<String> prepare() {
    Path program = programs.redis();
    Commands.Outcome trial = Commands.run(List.of(program.toString(), "--version"), "");
    if (!trial.succeeded()) {
      throw new InfrastructureException(
          "The bundled Redis does not run on this system (%s); configure an external server"
              .formatted(trial.output().lines().findFirst().orElse("no output")));
    }
    Redis known = file.content().redis();
    int used = known == null ? 0 : known.port();
    String password = known == null ? Secrets.password(random) : known.password();
    int port = Ports.choose(part(), options.ports().get(part()), used, random);
    file.update(content -> content.with(at(port, password, null)));
    Path configuration = home.resolve("redis.conf");
    try {
      Files.deleteIfExists(configuration);
      Files.createFile(
          configuration,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(configuration, settings());
    } catch (IOException e) {
      throw new InfrastructureException("%s cannot be written: %s".formatted(configuration, e), e);
    }
    return List.of(program.toString(), configuration.toString());
  }

  @Override
  public boolean isReady(long pid) {
    return answers();
  }

  @Override
  public void afterStart() {}

  @Override
  public boolean answers() {
    Redis entry = entry();
    try (RedisConnection connection = new RedisConnection(entry.port(), entry.password())) {
      return connection.call("PING").equals("+PONG");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void askToStop(ProcessHandle process) {
    Redis entry = file.content().redis();
    if (entry != null) {
      try (RedisConnection connection = new RedisConnection(entry.port(), entry.password())) {
        connection.call("SHUTDOWN", "SAVE");
      } catch (IOException e) {
        // The connection ends with the server; if it could not even be made, the signal remains.
        process.destroy();
      }
    } else {
      process.destroy();
    }
  }
}
