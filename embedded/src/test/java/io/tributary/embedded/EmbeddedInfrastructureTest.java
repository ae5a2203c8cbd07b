package io.tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.embedded.InfrastructureFile.Content;
import io.tributary.embedded.InfrastructureFile.Running;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedInfrastructureTest {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  @TempDir Path folder;

  @Test
  void dataAndPortsAreKeptOverARestart() throws Exception {
    Endpoints before;
    List<Long> pids;
    try (EmbeddedInfrastructure first = start(Options.forTests())) {
      before = first.endpoints();
      new Probe(before).writeEverywhere("kept");
      pids = pids();
      assertThat(Files.getPosixFilePermissions(infrastructureFile()))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    assertThat(pids).hasSize(3).noneMatch(EmbeddedInfrastructureTest::isAlive);
    assertThat(pids()).isEmpty();

    EmbeddedInfrastructure second = start(Options.forTests());
    try {
      assertThat(second.endpoints()).isEqualTo(before);
      assertThat(new Probe(second.endpoints()).readEverywhere())
          .containsExactly("kept", "kept", "kept");
    } finally {
      long begin = System.nanoTime();
      second.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(CLOSE_LIMIT);
    }
  }

  @Test
  void serversThatOutliveAKilledProcessAreTakenOver() throws Exception {
    Process other = startInAnotherProcess();
    List<Long> pids = pids();
    assertThat(pids).hasSize(3).allMatch(EmbeddedInfrastructureTest::isAlive);
    assertThatThrownBy(() -> start(Options.forTests()))
        .isInstanceOf(DataFolderInUse.class)
        .hasMessage(
            "The data folder %s is in use by the Tributary process %d",
            folder.toRealPath(), other.pid());
    new Probe(recordedEndpoints()).writeEverywhere("before the kill");
    other.destroyForcibly().waitFor();
    assertThat(pids).allMatch(EmbeddedInfrastructureTest::isAlive);

    try (EmbeddedInfrastructure next = start(Options.forTests())) {
      assertThat(pids()).isEqualTo(pids);
      assertThat(new Probe(next.endpoints()).readEverywhere())
          .containsExactly("before the kill", "before the kill", "before the kill");
    }
    assertThat(pids).noneMatch(EmbeddedInfrastructureTest::isAlive);
  }

  @Test
  void leftoversThatCannotBeTakenOverAreStoppedAndStartedAgain() throws Exception {
    Process other = startInAnotherProcess();
    List<Long> pids = pids();
    other.destroyForcibly().waitFor();
    Files.delete(infrastructureFile());

    try (EmbeddedInfrastructure next = start(Options.forTests().without(Part.KAFKA))) {
      assertThat(pids).noneMatch(EmbeddedInfrastructureTest::isAlive);
      Probe probe = new Probe(next.endpoints());
      assertThat(Probe.queryOne(probe.asUser(), "select 1")).isEqualTo("1");
      assertThat(Probe.queryOne(probe.asOwner(), "select 1")).isEqualTo("1");
    }
  }

  @Test
  void staleProcessIdsOfOthersAreNotTrusted() throws Exception {
    Options options = Options.forTests().without(Part.KAFKA);
    start(options).close();
    long stranger = ProcessHandle.current().pid();
    String stale =
        stranger + "\n" + folder.resolve("postgres/data") + "\n1\n1\n\n127.0.0.1\n1 1\nready\n";
    Files.writeString(folder.resolve("postgres/data/postmaster.pid"), stale);
    Files.writeString(folder.resolve("redis/redis.pid"), stranger + "\n");
    String json = Files.readString(infrastructureFile());
    Files.writeString(
        infrastructureFile(),
        json.replace(
            "\"running\" : null",
            "\"running\" : {\"pid\" : %d, \"started\" : \"2020-01-01T00:00:00Z\", \"settings\" : \"\"}"
                .formatted(stranger)));

    try (EmbeddedInfrastructure again = start(options)) {
      assertThat(Probe.queryOne(new Probe(again.endpoints()).asUser(), "select 1")).isEqualTo("1");
      assertThat(pids()).hasSize(2).doesNotContain(stranger);
    }
  }

  @Test
  void aPartLeftOutIsNotStartedAndHasNoAddress() {
    try (EmbeddedInfrastructure redis = start(Options.forTests().only(Part.REDIS))) {
      assertThat(redis.endpoints().redisUrl()).startsWith("redis://:");
      assertThatThrownBy(() -> redis.endpoints().kafkaBootstrapServers())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Kafka was left out when the embedded infrastructure was started");
      assertThatThrownBy(() -> redis.endpoints().datasourceUrl())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("PostgreSQL was left out");
      assertThatThrownBy(() -> start(Options.forTests().only(Part.REDIS)))
          .isInstanceOf(DataFolderInUse.class);
    }
  }

  @Test
  void aTakenPortThatWasAskedForIsReported() {
    Options first = Options.forTests().only(Part.REDIS);
    try (EmbeddedInfrastructure redis =
        EmbeddedInfrastructure.start(folder.resolve("first"), first)) {
      int port = java.net.URI.create(redis.endpoints().redisUrl()).getPort();

      assertThatThrownBy(
              () ->
                  EmbeddedInfrastructure.start(
                      folder.resolve("second"), first.withPort(Part.REDIS, port)))
          .isInstanceOf(InfrastructureException.class)
          .hasMessage("Port %d, set for Redis, is taken by another process", port);
    }
  }

  @Test
  void aTakenPortThatWasChosenIsReplaced() throws Exception {
    Options options = Options.forTests().only(Part.REDIS);
    EmbeddedInfrastructure first = start(options);
    int port = java.net.URI.create(first.endpoints().redisUrl()).getPort();
    first.close();
    try (var squatter =
            new java.net.ServerSocket(port, 1, java.net.InetAddress.ofLiteral("127.0.0.1"));
        EmbeddedInfrastructure second = start(options)) {
      assertThat(java.net.URI.create(second.endpoints().redisUrl()).getPort())
          .isNotEqualTo(squatter.getLocalPort());
    }
  }

  @Test
  void dataOfAnotherMajorVersionIsRefused() throws Exception {
    Files.createDirectories(folder.resolve("postgres/data"));
    Files.writeString(folder.resolve("postgres/data/PG_VERSION"), "15\n");

    assertThatThrownBy(() -> start(Options.forTests().only(Part.POSTGRES)))
        .isInstanceOf(InfrastructureException.class)
        .hasMessageContaining(
            "holds data of PostgreSQL 15, and this build comes with PostgreSQL 18");
  }

  @Test
  void aFolderThatCannotBeWrittenIsReported() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> EmbeddedInfrastructure.start(file.resolve("data"), Options.forTests()))
        .isInstanceOf(InfrastructureException.class)
        .hasMessageContaining("The data folder")
        .hasMessageContaining("cannot be written");
  }

  @Test
  void aServerThatDoesNotAnswerInTimeIsStoppedAndItsLogShown() throws Exception {
    Options hasty = Options.forTests().only(Part.KAFKA).withStartTimeout(Duration.ofMillis(1));

    assertThatThrownBy(() -> start(hasty))
        .isInstanceOf(InfrastructureException.class)
        .hasMessageContaining("Kafka did not answer within")
        .hasMessageContaining("kafka.log");
    assertThat(pids()).isEmpty();
  }

  private EmbeddedInfrastructure start(Options options) {
    return EmbeddedInfrastructure.start(folder, options);
  }

  private Process startInAnotherProcess() throws Exception {
    Path errors = folder.resolve("other.err");
    Process other =
        new ProcessBuilder(
                JavaLaunch.javaProgram(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StartAndWait.class.getName(),
                folder.toString())
            .redirectError(errors.toFile())
            .start();
    BufferedReader output = other.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null && !line.equals(StartAndWait.READY)) {
      line = output.readLine();
    }
    assertThat(line).as(Files.readString(errors)).isEqualTo(StartAndWait.READY);
    return other;
  }

  private Path infrastructureFile() {
    return folder.resolve("infrastructure.json");
  }

  private Content recorded() {
    return new InfrastructureFile(infrastructureFile()).content();
  }

  private List<Long> pids() {
    Content content = recorded();
    return Stream.of(
            content.postgres() == null ? null : content.postgres().running(),
            content.kafka() == null ? null : content.kafka().running(),
            content.redis() == null ? null : content.redis().running())
        .filter(Objects::nonNull)
        .map(Running::pid)
        .toList();
  }

  private Endpoints recordedEndpoints() {
    Content content = recorded();
    return new Endpoints(
        content.kafka().bootstrapServers(),
        content.postgres().url(),
        content.postgres().owner(),
        content.postgres().ownerPassword(),
        content.postgres().user(),
        content.postgres().password(),
        content.redis().url());
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ServerProcess::isAlive).orElse(false);
  }
}
