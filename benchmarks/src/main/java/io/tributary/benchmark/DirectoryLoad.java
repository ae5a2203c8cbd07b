package io.tributary.benchmark;

import io.tributary.contract.directory.CampaignDirectoryEntry;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.topic.Topics;
import io.tributary.embedded.EmbeddedInfrastructure;
import io.tributary.embedded.Part;
import io.tributary.platform.kafka.DirectoryReader;
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.platform.kafka.TopicProvisioner;
import io.tributary.tracking.directory.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;

/**
 * Loads a directory of links as the edge does, from Kafka and again from the snapshot on disk; to
 * be run with the heap that it has to fit into. Argument: how many links, 1,000,000 by default.
 */
public final class DirectoryLoad {

  private static final int CAMPAIGNS = 1_000;
  private static final int AFFILIATES = 20_000;

  private DirectoryLoad() {}

  public static void main(String[] arguments) throws IOException {
    int links = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
    KafkaConnection kafka =
        new KafkaConnection(
            EmbeddedInfrastructure.shared(Part.KAFKA).endpoints().kafkaBootstrapServers());
    try (Admin admin = Admin.create(kafka.admin())) {
      new TopicProvisioner(admin, 1).provision(Topics.ALL);
    }
    publish(kafka, links);
    Path folder = Files.createTempDirectory("directory-load");
    Path snapshot = folder.resolve("campaigns.snapshot");
    load("Kafka", kafka, snapshot, links);
    load("the snapshot", kafka, snapshot, links);
    System.out.printf(
        Locale.ROOT, "%-14s %,9d MiB%n", "snapshot file", Files.size(snapshot) / (1024 * 1024));
    Files.delete(snapshot);
    Files.delete(folder);
  }

  private static void publish(KafkaConnection kafka, int links) {
    TenantId tenant = TenantId.of(ulid(0));
    CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    try (EventProducer producer = new EventProducer(kafka, "directory-load")) {
      for (int i = 0; i < links; i++) {
        LinkSnapshot link =
            new LinkSnapshot(
                LinkId.of(ulid(i)),
                tenant,
                CampaignId.of(ulid(i % CAMPAIGNS)),
                AffiliateId.of(ulid(i % AFFILIATES)),
                code(i),
                null,
                null,
                null,
                false);
        last = producer.send(Topics.CAMPAIGN_DIRECTORY, link.linkId().value(), link);
        if (i % 10_000 == 0) {
          last.join();
        }
      }
      last.join();
    }
  }

  private static void load(String source, KafkaConnection kafka, Path snapshot, int links) {
    Directory directory = new Directory();
    DirectoryReader<CampaignDirectoryEntry> reader =
        new DirectoryReader<>(
            kafka, Topics.CAMPAIGN_DIRECTORY, directory::applyCampaign, directory.json(), snapshot);
    Duration processorBefore = processorTime();
    long started = System.nanoTime();
    reader.start();
    while (!reader.isCurrent()) {
      Thread.onSpinWait();
    }
    long millis = (System.nanoTime() - started) / 1_000_000;
    long processor = processorTime().minus(processorBefore).toMillis();
    reader.stop();
    for (int i = 0; i < links; i++) {
      if (directory.link(code(i)) == null) {
        throw new IllegalStateException("link %d is missing".formatted(i));
      }
    }
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    System.out.printf(
        Locale.ROOT,
        "%,d links from %-12s %,7d ms (%,d ms of processors), heap in use afterwards %,d MiB (%d"
            + " bytes a link) of %,d%n",
        links,
        source,
        millis,
        processor,
        used / (1024 * 1024),
        used / links,
        runtime.maxMemory() / (1024 * 1024));
    if (directory.link(code(0)) == null) {
      throw new IllegalStateException("the directory is to live until it was measured");
    }
  }

  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static String code(int number) {
    return String.format(Locale.ROOT, "L%07d", number);
  }

  private static String ulid(int number) {
    return String.format(Locale.ROOT, "01K9ZQ4T6R%016d", number);
  }
}
