package io.tributary.embedded;

import io.tributary.embedded.InfrastructureFile.Kafka;
import io.tributary.embedded.InfrastructureFile.Running;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;

/** One Kafka node, broker and controller in one process of its own ({@link KafkaBrokerMain}). */
final class KafkaServer implements Server {
  private static final int ANSWER_MILLIS = 3_000;

  private static final String LOGGING =
      """
      <configuration>
        <statusListener class="ch.qos.logback.core.status.NopStatusListener"/>
        <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{30} %msg%n</pattern></encoder>
        </appender>
        <logger name="kafka.server.KafkaRaftServer" level="INFO"/>
        <logger name="org.apache.kafka.clients.NetworkClient" level="ERROR"/>
        <root level="WARN"><appender-ref ref="OUT"/></root>
      </configuration>
      """;

  private final Path home;
  private final Options options;
  private final InfrastructureFile file;
  private final JavaLaunch launch;
  private final Programs programs;
  private final RandomGenerator random;
  private @Nullable ClassArchive archive;

  KafkaServer(
      DataFolder folder,
      Options options,
      InfrastructureFile file,
      JavaLaunch launch,
      Programs programs,
      RandomGenerator random) {
    this.home = folder.of(Part.KAFKA);
    this.options = options;
    this.file = file;
    this.launch = launch;
    this.programs = programs;
    this.random = random;
  }

  @Override
  public Part part() {
    return Part.KAFKA;
  }

  @Override
  public @Nullable Running recorded() {
    Kafka entry = file.content().kafka();
    return entry == null ? null : entry.running();
  }

  @Override
  public void record(@Nullable Running running) {
    Kafka entry = entry();
    file.update(
        content ->
            content.with(at(entry.port(), entry.controllerPort(), entry.clusterId(), running)));
  }

  private Kafka entry() {
    Kafka entry = file.content().kafka();
    if (entry == null) {
      throw new IllegalStateException("Kafka has no entry in the infrastructure file yet");
    }
    return entry;
  }

  private static Kafka at(
      int port, int controllerPort, String clusterId, @Nullable Running running) {
    return new Kafka(port, controllerPort, "127.0.0.1:" + port, clusterId, running);
  }

  @Override
  public String settings() {
    return AppInfoParser.getVersion() + jvmOptions() + properties();
  }

  private List<String> jvmOptions() {
    return List.of(
        options.small() ? "-Xms48m" : "-Xms96m",
        options.small() ? "-Xmx256m" : "-Xmx384m",
        "-Xss512k",
        "-XX:MaxDirectMemorySize=64m",
        "-XX:ReservedCodeCacheSize=64m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-XX:-UsePerfData",
        "-XX:+ExitOnOutOfMemoryError",
        "--sun-misc-unsafe-memory-access=allow",
        "-Djava.awt.headless=true",
        "-Djava.net.preferIPv4Stack=true",
        "-Dlogback.configurationFile=" + home.resolve("logback.xml"));
  }

  private String properties() {
    Kafka entry = entry();
    return """
    node.id=1
    process.roles=broker,controller
    controller.listener.names=CONTROLLER
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=BROKER://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=BROKER://127.0.0.1:%1$d
    listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=BROKER
    log.dirs=%3$s
    auto.create.topics.enable=false
    num.partitions=1
    default.replication.factor=1
    min.insync.replicas=1
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=4
    offsets.topic.segment.bytes=16777216
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=4
    transaction.state.log.segment.bytes=16777216
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    share.coordinator.state.topic.num.partitions=1
    group.initial.rebalance.delay.ms=0
    log.segment.bytes=67108864
    log.index.size.max.bytes=1048576
    log.cleaner.dedupe.buffer.size=16777216
    log.cleaner.io.buffer.size=262144
    metadata.log.segment.bytes=33554432
    metadata.max.idle.interval.ms=5000
    message.max.bytes=1048576
    num.network.threads=2
    num.io.threads=4
    background.threads=4
    num.recovery.threads.per.data.dir=2
    queued.max.requests=200
    broker.heartbeat.interval.ms=1000
    broker.session.timeout.ms=9000
    controlled.shutdown.enable=true
    %4$s=%5$s
    """
        .formatted(
            entry.port(),
            entry.controllerPort(),
            home.resolve("log").toString().replace("\\", "\\\\"),
            KafkaBrokerMain.CLUSTER_ID,
            entry.clusterId());
  }

  private Path statusFile() {
    return home.resolve("broker.pid");
  }

  private List<String> status() {
    try {
      return Files.readAllLines(statusFile());
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public OptionalLong pidOnDisk() {
    List<String> lines = status();
    return lines.isEmpty() || !lines.getFirst().matches("\\d{1,18}")
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(lines.getFirst()));
  }

  @Override
  public List<String> prepare() {
    choosePorts();
    Path properties = home.resolve("server.properties");
    Path argumentFile = home.resolve("broker.args");
    try {
      List<String> arguments = javaArguments();
      arguments.add(properties.toString());
      arguments.add(statusFile().toString());
      Files.deleteIfExists(statusFile());
      Files.writeString(home.resolve("logback.xml"), LOGGING);
      Files.writeString(properties, properties());
      StringBuilder lines = new StringBuilder();
      arguments.forEach(argument -> lines.append(JavaLaunch.line(argument)));
      Files.writeString(argumentFile, lines);
    } catch (IOException e) {
      throw new InfrastructureException("%s cannot be written: %s".formatted(home, e), e);
    }
    return List.of(JavaLaunch.javaProgram(), "@" + argumentFile);
  }

  private List<String> javaArguments() throws IOException {
    List<String> arguments = new ArrayList<>(jvmOptions());
    BrokerClassPath classPath = BrokerClassPath.find(launch, programs.folder());
    if (classPath == null) {
      arguments.addAll(launch.arguments(KafkaBrokerMain.class.getName()));
    } else {
      archive = new ClassArchive(programs.folder(), classPath, jvmOptions(), home);
      arguments.addAll(archive.jvmOptions());
      arguments.addAll(List.of("-cp", classPath.joined(), KafkaBrokerMain.class.getName()));
    }
    return arguments;
  }

  private void choosePorts() {
    Kafka known = file.content().kafka();
    int port =
        Ports.choose(part(), options.ports().get(part()), known == null ? 0 : known.port(), random);
    int controllerPort =
        Ports.choose(part(), null, known == null ? 0 : known.controllerPort(), random);
    String clusterId = clusterId(known);
    file.update(content -> content.with(at(port, controllerPort, clusterId, null)));
  }

  /** The storage's own word wins: the infrastructure file may have been lost. */
  private String clusterId(@Nullable Kafka known) {
    Path meta = home.resolve("log").resolve("meta.properties");
    if (Files.exists(meta)) {
      Properties properties = new Properties();
      try (InputStream in = Files.newInputStream(meta)) {
        properties.load(in);
      } catch (IOException e) {
        throw new InfrastructureException("%s cannot be read: %s".formatted(meta, e), e);
      }
      String stored = properties.getProperty("cluster.id");
      if (stored != null) {
        return stored;
      }
    }
    return known == null ? Uuid.randomUuid().toString() : known.clusterId();
  }

  @Override
  public boolean isReady(long pid) {
    return status().equals(List.of(Long.toString(pid), "ready"));
  }

  @Override
  public void afterStart() {}

  @Override
  public boolean answers() {
    Kafka entry = entry();
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            entry.bootstrapServers(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            ANSWER_MILLIS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            ANSWER_MILLIS);
    try (Admin admin = Admin.create(settings)) {
      String clusterId =
          admin.describeCluster().clusterId().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
      return entry.clusterId().equals(clusterId);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** SIGTERM: the broker hands over its partitions, flushes and marks its logs as clean. */
  @Override
  public void askToStop(ProcessHandle process) {
    process.destroy();
  }

  @Override
  public boolean hasStoppedItsWork(long pid) {
    return status().equals(List.of(Long.toString(pid), "stopped"));
  }

  @Override
  public void afterOrderlyStop() {
    if (archive != null) {
      archive.keepNew();
    }
  }
}
