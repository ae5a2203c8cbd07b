package io.tributary.tracking;

import io.tributary.contract.topic.Topics;
import io.tributary.embedded.EmbeddedInfrastructure;
import io.tributary.embedded.Options;
import io.tributary.embedded.Part;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.platform.kafka.TopicProvisioner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** A Kafka of its own that a test may freeze, kill and start again. */
final class TestBroker implements AutoCloseable {

  private final Path folder;
  private EmbeddedInfrastructure servers;

  TestBroker(Path folder) {
    this.folder = folder;
    start();
    try (Admin admin = Admin.create(connection().admin())) {
      new TopicProvisioner(admin, 1).provision(Topics.ALL);
    }
  }

  void start() {
    servers =
        EmbeddedInfrastructure.start(
            folder, Options.forTests().only(Part.KAFKA).withStartTimeout(Duration.ofSeconds(60)));
  }

  KafkaConnection connection() {
    return new KafkaConnection(servers.endpoints().kafkaBootstrapServers());
  }

  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  /** Without a chance to write anything. */
  void kill() throws IOException, InterruptedException {
    ProcessHandle process = process();
    signal("-KILL");
    process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
    servers.close();
  }

  void stop() {
    servers.close();
  }

  Path log() {
    return folder.resolve("kafka").resolve("log");
  }

  private ProcessHandle process() throws IOException {
    long pid =
        Long.parseLong(Files.readAllLines(folder.resolve("kafka/broker.pid")).getFirst().strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private void signal(String signal) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", signal, Long.toString(process().pid())).start().waitFor();
    if (status != 0) {
      throw new IOException("kill " + signal + " answers " + status);
    }
  }

  @Override
  public void close() {
    servers.close();
  }
}
