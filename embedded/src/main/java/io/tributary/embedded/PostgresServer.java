package io.tributary.embedded;

import io.tributary.embedded.InfrastructureFile.Postgres;
import io.tributary.embedded.InfrastructureFile.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** PostgreSQL with the database {@code tributary}, its owner and the role of the services. */
final class PostgresServer implements Server {
  private static final String MAJOR_VERSION = "18";
  private static final String DATABASE = "tributary";
  private static final String OWNER = "tributary_owner";
  private static final String USER = "tributary_app";
  private static final String INITIALIZING = "initializing-";
  private static final int MAX_CONNECTIONS = 150;

  /** {@code nobody} on every Linux; used where PostgreSQL must not run as root. */
  private static final int UNPRIVILEGED = 65_534;

  private final DataFolder folder;
  private final Path home;
  private final Path data;
  private final Options options;
  private final InfrastructureFile file;
  private final Programs programs;
  private final SecureRandom random;
  private boolean credentialsAreNew;

  PostgresServer(
      DataFolder folder,
      Options options,
      InfrastructureFile file,
      Programs programs,
      SecureRandom random) {
    this.folder = folder;
    this.home = folder.of(Part.POSTGRES);
    this.data = home.resolve("data");
    this.options = options;
    this.file = file;
    this.programs = programs;
    this.random = random;
  }

  @Override
  public Part part() {
    return Part.POSTGRES;
  }

  @Override
  public @Nullable Running recorded() {
    Postgres entry = file.content().postgres();
    return entry == null ? null : entry.running();
  }

  @Override
  public void record(@Nullable Running running) {
    Postgres entry = entry();
    file.update(content -> content.with(at(entry.port(), entry, running)));
  }

  private Postgres entry() {
    Postgres entry = file.content().postgres();
    if (entry == null) {
      throw new IllegalStateException("PostgreSQL has no entry in the infrastructure file yet");
    }
    return entry;
  }

  private static Postgres at(int port, Postgres entry, @Nullable Running running) {
    return new Postgres(
        port,
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE),
        entry.owner(),
        entry.ownerPassword(),
        entry.user(),
        entry.password(),
        running);
  }

  @Override
  public String settings() {
    return MAJOR_VERSION + parameters(entry().port());
  }

  private Map<String, String> parameters(int port) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("listen_addresses", "127.0.0.1");
    parameters.put("port", Integer.toString(port));
    parameters.put("unix_socket_directories", "");
    parameters.put("max_connections", Integer.toString(MAX_CONNECTIONS));
    parameters.put("password_encryption", "scram-sha-256");
    parameters.put("shared_buffers", options.small() ? "48MB" : "128MB");
    parameters.put("huge_pages", "off");
    parameters.put("work_mem", "4MB");
    parameters.put("maintenance_work_mem", options.small() ? "16MB" : "64MB");
    parameters.put("effective_cache_size", "512MB");
    parameters.put("fsync", options.durable() ? "on" : "off");
    parameters.put("synchronous_commit", "on");
    parameters.put("full_page_writes", options.durable() ? "on" : "off");
    parameters.put("max_wal_size", "512MB");
    parameters.put("min_wal_size", "64MB");
    parameters.put("checkpoint_timeout", "5min");
    parameters.put("autovacuum_max_workers", "2");
    parameters.put("max_parallel_workers_per_gather", "0");
    parameters.put("io_method", "sync");
    parameters.put("jit", "off");
    parameters.put("timezone", "UTC");
    parameters.put("log_timezone", "UTC");
    parameters.put("log_min_messages", options.small() ? "fatal" : "warning");
    parameters.put("log_checkpoints", "off");
    parameters.put("log_line_prefix", "%m [%p] %u ");
    return parameters;
  }

  @Override
  public OptionalLong pidOnDisk() {
    List<String> lines = postmasterFile();
    return lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(lines.getFirst().strip()));
  }

  private List<String> postmasterFile() {
    try {
      return Files.readAllLines(data.resolve("postmaster.pid"));
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public List<String> prepare() {
    refuseOtherMajorVersion();
    choosePort();
    Path installation = programs.postgres();
    List<String> runner = runner();
    if (!Files.exists(data)) {
      initialize(installation, runner);
    } else if (credentialsAreNew) {
      resetOwnerPassword(installation, runner);
    }
    deleteMisleadingPostmasterFile();
    List<String> command = new ArrayList<>(runner);
    command.add(installation.resolve("bin/postgres").toString());
    command.add("-D");
    command.add(data.toString());
    parameters(entry().port()).forEach((name, value) -> add(command, "-c", name + "=" + value));
    return command;
  }

  private static void add(List<String> command, String option, String value) {
    command.add(option);
    command.add(value);
  }

  private void refuseOtherMajorVersion() {
    try {
      Path marker = data.resolve("PG_VERSION");
      if (Files.exists(marker)) {
        String version = Files.readString(marker).strip();
        if (!version.equals(MAJOR_VERSION)) {
          throw new InfrastructureException(
              "%s holds data of PostgreSQL %s, and this build comes with PostgreSQL %s; dump it with the old version and restore it into a new data folder"
                  .formatted(data, version, MAJOR_VERSION));
        }
      }
    } catch (IOException e) {
      throw new InfrastructureException("%s cannot be read: %s".formatted(data, e), e);
    }
  }

  private void choosePort() {
    Postgres entry = file.content().postgres();
    if (entry == null) {
      credentialsAreNew = true;
      entry =
          new Postgres(
              0, "", OWNER, Secrets.password(random), USER, Secrets.password(random), null);
    }
    Postgres known = entry;
    int port = Ports.choose(part(), options.ports().get(part()), entry.port(), random);
    file.update(content -> content.with(at(port, known, null)));
  }

  /**
   * What to put before PostgreSQL's programs, which refuse root. A user namespace of its own makes
   * the process look unprivileged while its files stay root's; where that is forbidden (as in many
   * containers) the programs run as {@code nobody}, who then owns the data.
   */
  private List<String> runner() {
    if (!isRoot()) {
      return List.of();
    }
    List<String> namespace = List.of("unshare", "-U");
    if (Commands.run(List.of("unshare", "-U", "true"), "").succeeded()) {
      return namespace;
    }
    String id = Integer.toString(UNPRIVILEGED);
    List<String> nobody =
        List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups", "--no-new-privs");
    if (!Commands.exists("setpriv")) {
      throw new InfrastructureException(
          "PostgreSQL does not run as root, and neither user namespaces nor setpriv are available;"
              + " run as an ordinary user");
    }
    giveToNobody(home);
    return nobody;
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static void giveToNobody(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path path : (Iterable<Path>) files::iterator) {
        Files.setAttribute(path, "unix:uid", UNPRIVILEGED, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", UNPRIVILEGED, LinkOption.NOFOLLOW_LINKS);
      }
    } catch (IOException e) {
      throw new InfrastructureException(
          "%s cannot be given to the user that PostgreSQL runs as: %s".formatted(root, e), e);
    }
  }

  /**
   * Makes the data under another name first, so that a half-made folder is never taken for data.
   */
  private void initialize(Path installation, List<String> runner) {
    Path fresh = home.resolve(INITIALIZING + HexFormat.of().toHexDigits(random.nextInt()));
    Path passwordFile = home.resolve(fresh.getFileName() + ".password");
    try {
      deleteAbandoned();
      Files.createFile(
          passwordFile,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(passwordFile, entry().ownerPassword());
      if (!runner.isEmpty() && runner.getFirst().equals("setpriv")) {
        giveToNobody(home);
      }
      List<String> command = new ArrayList<>(runner);
      command.add(installation.resolve("bin/initdb").toString());
      add(command, "-D", fresh.toString());
      add(command, "-U", OWNER);
      command.addAll(
          List.of(
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--no-instructions",
              options.durable() ? "--sync-method=syncfs" : "--no-sync"));
      Commands.Outcome outcome = Commands.run(command, "");
      if (!outcome.succeeded()) {
        throw new InfrastructureException(
            "PostgreSQL's data folder cannot be made: " + outcome.output().strip());
      }
      Files.move(fresh, data);
    } catch (IOException e) {
      throw new InfrastructureException(
          "PostgreSQL's data folder cannot be made: %s".formatted(e), e);
    } finally {
      deleteQuietly(passwordFile);
    }
  }

  private void deleteAbandoned() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      for (Path path : (Iterable<Path>) files::iterator) {
        if (path.getFileName().toString().startsWith(INITIALIZING)) {
          Programs.deleteRecursively(path);
        }
      }
    }
  }

  private static void deleteQuietly(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      path.toFile().deleteOnExit();
    }
  }

  /** The infrastructure file was lost: the data stays usable under a new password. */
  private void resetOwnerPassword(Path installation, List<String> runner) {
    List<String> command = new ArrayList<>(runner);
    command.add(installation.resolve("bin/postgres").toString());
    command.add("--single");
    add(command, "-D", data.toString());
    add(command, "-c", "exit_on_error=true");
    command.add("postgres");
    Commands.Outcome outcome =
        Commands.run(
            command, "alter role %s password '%s'%n".formatted(OWNER, entry().ownerPassword()));
    if (!outcome.succeeded()) {
      throw new InfrastructureException(
          "PostgreSQL's password cannot be renewed: " + outcome.output().strip());
    }
  }

  /**
   * After a crash the file may name a process id that something else has by now, at which
   * PostgreSQL would refuse to start. {@link ServerProcess} has stopped the server if it still ran;
   * without such a process PostgreSQL judges by itself, which also protects from its own orphans.
   */
  private void deleteMisleadingPostmasterFile() {
    OptionalLong pid = pidOnDisk();
    if (pid.isPresent()
        && ProcessHandle.of(pid.getAsLong()).map(ProcessHandle::isAlive).orElse(false)) {
      deleteQuietly(data.resolve("postmaster.pid"));
    }
  }

  @Override
  public boolean isReady(long pid) {
    List<String> lines = postmasterFile();
    return lines.size() >= 8
        && lines.getFirst().strip().equals(Long.toString(pid))
        && lines.get(7).strip().equals("ready");
  }

  @Override
  public void afterStart() {
    Postgres entry = entry();
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      if (!exists(statement, "select 1 from pg_roles where rolname = '" + USER + "'")) {
        statement.execute("create role " + USER);
      }
      statement.execute(
          "alter role %s login nosuperuser nocreatedb nocreaterole nobypassrls password '%s'"
              .formatted(USER, entry.password()));
      if (!exists(statement, "select 1 from pg_database where datname = '" + DATABASE + "'")) {
        statement.execute(
            "create database %s owner %s%s"
                .formatted(DATABASE, OWNER, options.durable() ? "" : " strategy file_copy"));
      }
    } catch (SQLException e) {
      throw new InfrastructureException(
          "PostgreSQL cannot be prepared: %s. The end of %s:%n%s"
              .formatted(
                  e.getMessage(), folder.log(part()), new ServerLog(folder.log(part())).tail()),
          e);
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  @Override
  public boolean answers() {
    try (Connection connection = connect(DATABASE);
        Statement statement = connection.createStatement()) {
      return exists(statement, "select 1 from pg_roles where rolname = '" + USER + "'");
    } catch (SQLException e) {
      return false;
    }
  }

  private Connection connect(String database) throws SQLException {
    Postgres entry = entry();
    Properties properties = new Properties();
    properties.setProperty("user", entry.owner());
    properties.setProperty("password", entry.ownerPassword());
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "20");
    properties.setProperty("sslmode", "disable");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(entry.port(), database), properties);
  }

  /** SIGINT: end the sessions, write a checkpoint, stop. */
  @Override
  public void askToStop(ProcessHandle process) {
    signal("INT", process);
  }

  /** SIGQUIT: stop at once and recover from the log at the next start. */
  @Override
  public void insistOnStop(ProcessHandle process) {
    signal("QUIT", process);
  }

  private static void signal(String name, ProcessHandle process) {
    Commands.run(List.of("sh", "-c", "kill -%s %d".formatted(name, process.pid())), "");
  }
}
