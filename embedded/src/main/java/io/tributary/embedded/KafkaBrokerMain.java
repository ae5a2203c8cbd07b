package io.tributary.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The process of the broker: formats its storage at the first start, runs until it is told to stop.
 */
public final class KafkaBrokerMain {
  static final String CLUSTER_ID = "tributary.cluster.id";

  private KafkaBrokerMain() {}

  /**
   * @param args the properties file, and the file that tells the process id and, on a second line,
   *     whether the broker is ready or has stopped
   */
  public static void main(String[] args) throws Exception {
    Path settings = Path.of(args[0]);
    Path status = Path.of(args[1]);
    tell(status, ProcessHandle.current().pid() + "\n");
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(settings)) {
      properties.load(in);
    }
    String clusterId = (String) properties.remove(CLUSTER_ID);
    formatOnce(properties, clusterId);
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    AtomicBoolean stopping = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping.set(true);
                  server.shutdown();
                  tellStopped(status);
                },
                "stop"));
    try {
      server.startup();
    } catch (RuntimeException e) {
      if (!stopping.get()) {
        e.printStackTrace();
        Runtime.getRuntime().halt(1);
      }
    }
    tell(status, ProcessHandle.current().pid() + "\nready\n");
    server.awaitShutdown();
  }

  private static void tell(Path status, String text) throws IOException {
    Path next = status.resolveSibling(status.getFileName() + ".next");
    Files.writeString(next, text);
    Files.move(next, status, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void tellStopped(Path status) {
    try {
      tell(status, ProcessHandle.current().pid() + "\nstopped\n");
    } catch (IOException e) {
      System.err.println("The end cannot be told: " + e);
    }
  }

  private static void formatOnce(Properties properties, String clusterId) throws Exception {
    Path log = Path.of(properties.getProperty("log.dirs"));
    if (Files.exists(log.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(log);
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
        .setClusterId(clusterId)
        .addDirectory(log.toString())
        .setMetadataLogDirectory(log.toString())
        .setControllerListenerName(properties.getProperty("controller.listener.names"))
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setIgnoreFormatted(true)
        .run();
  }
}
