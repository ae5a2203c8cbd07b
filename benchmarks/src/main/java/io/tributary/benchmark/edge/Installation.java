package io.tributary.benchmark.edge;

import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.ApiKeyId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.MembershipId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.topic.Topic;
import io.tributary.contract.topic.Topics;
import io.tributary.embedded.EmbeddedInfrastructure;
import io.tributary.embedded.Endpoints;
import io.tributary.embedded.Options;
import io.tributary.embedded.Part;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.platform.kafka.TopicProvisioner;
import io.tributary.platform.security.Sha256;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Kafka and Redis, one campaign with many links, and the edges that are measured on them. */
final class Installation implements AutoCloseable {

  private static final TenantId TENANT = TenantId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W0");
  private static final CampaignId CAMPAIGN = CampaignId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W1");
  private static final String TOKEN = "benchmark-token-0123456789";
  private static final String SECRET = "abcdefghijklmnopqrstuvwxyz0123";
  private static final Duration START_WAIT = Duration.ofSeconds(60);

  private final Path folder;
  private final EmbeddedInfrastructure servers;
  private final List<Process> processes = new ArrayList<>();

  /** What the load needs to know. */
  record Known(int links, String campaignId, String postbackToken, String apiKey) {}

  /** Process ids of the servers. */
  record Servers(long kafka, long redis) {}

  /** A process that is measured. */
  record Edge(String name, long pid, int port, int managementPort) {}

  Installation(Path folder, int links) throws Exception {
    this.folder = folder;
    this.servers =
        EmbeddedInfrastructure.start(
            folder.resolve("data"), Options.defaults().only(Part.KAFKA, Part.REDIS));
    try (Admin admin = Admin.create(kafka().admin())) {
      new TopicProvisioner(admin, 1).provision(Topics.ALL);
    }
    publish(links);
  }

  static String code(int link) {
    return "L" + Integer.toString(link, 36) + "x";
  }

  static Known known(int links) {
    return new Known(links, CAMPAIGN.value(), TOKEN, apiKey());
  }

  /**
   * The product's own edge.
   *
   * @param jar of the product, unpacked
   */
  Edge edge(Path jar, List<String> options) throws Exception {
    Path config = folder.resolve("edge.properties");
    Files.writeString(
        config,
        """
        tributary.kafka.bootstrap-servers=%s
        tributary.redis.url=%s
        tributary.secret-key=%s
        tributary.tracking.click-keys=1:%s
        """
            .formatted(
                endpoints().kafkaBootstrapServers(), endpoints().redisUrl(), key(1), key(2)));
    int port = freePort();
    int management = freePort();
    List<String> command = new ArrayList<>(java());
    command.addAll(options);
    command.addAll(
        List.of(
            "-Dtributary.tracking.port=" + port,
            "-Dtributary.management.port=" + management,
            "-jar",
            jar.toString(),
            "serve",
            "--services=tracking",
            "--data",
            folder.resolve("edge-data").toString(),
            "--config",
            config.toString()));
    Process process = start("edge", command);
    await(management, "/health/ready", process);
    return new Edge("edge", process.pid(), port, management);
  }

  /** The bare handler, sending these bytes. */
  Edge bare(byte[] payload, List<String> options) throws Exception {
    Path file = Files.write(folder.resolve("payload"), payload);
    int port = freePort();
    List<String> command = new ArrayList<>(java());
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            BareEdge.class.getName(),
            Integer.toString(port),
            endpoints().kafkaBootstrapServers(),
            file.toString()));
    Process process = start("bare", command);
    await(port, "/", process);
    return new Edge("bare", process.pid(), port, 0);
  }

  /** The bytes of the newest event of the log. */
  byte[] newestEvent() {
    Map<String, Object> config = kafka().reader();
    config.put("max.poll.records", 500);
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.TRACKING_EVENTS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer
          .endOffsets(partitions)
          .forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - 1)));
      byte[] newest = null;
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (newest == null && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          newest = record.value();
        }
      }
      if (newest == null) {
        throw new IllegalStateException("the log holds no event");
      }
      return newest;
    }
  }

  Servers servers() throws IOException {
    var tree =
        EventJson.mapper()
            .readTree(Files.readString(folder.resolve("data").resolve("infrastructure.json")));
    return new Servers(
        tree.get("kafka").get("running").get("pid").asLong(),
        tree.get("redis").get("running").get("pid").asLong());
  }

  /** A counter of an edge's metrics; 0 when it has none. */
  static double metric(Edge edge, String name) throws Exception {
    if (edge.managementPort() == 0) {
      return 0;
    }
    double sum = 0;
    for (String line : get(edge.managementPort(), "/metrics").body().split("\n", -1)) {
      if (line.startsWith(name + " ") || line.startsWith(name + "{")) {
        sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return sum;
  }

  void stop(Edge edge) throws InterruptedException {
    for (Process process : processes) {
      if (process.pid() == edge.pid()) {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      try {
        process.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    servers.close();
  }

  private void publish(int links) {
    Map<String, Object> config = kafka().producer("benchmark");
    config.put("linger.ms", 20);
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(config)) {
      CurrencyCode usd = new CurrencyCode("USD");
      Instant now = Instant.now();
      AffiliateId affiliate = AffiliateId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W2");
      MembershipId membership = MembershipId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W3");
      ApiKeyId key = ApiKeyId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W4");
      send(
          producer,
          Topics.CAMPAIGN_DIRECTORY,
          CAMPAIGN.value(),
          new CampaignSnapshot(
              CAMPAIGN,
              TENANT,
              AdvertiserId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W5"),
              "Benchmark",
              CampaignSnapshot.Status.ACTIVE,
              usd,
              "https://shop.example/landing",
              List.of("shop.example"),
              TrafficTerms.DEFAULT,
              new AttributionTerms(
                  AttributionTerms.Model.LAST_CLICK, Duration.ofDays(30), Duration.ofDays(1)),
              Duration.ofDays(14),
              List.of(),
              Sha256.hex(TOKEN),
              1,
              now));
      send(
          producer,
          Topics.AFFILIATE_DIRECTORY,
          affiliate.value(),
          new AffiliateSnapshot(
              affiliate,
              TENANT,
              "Anna",
              "anna@example.org",
              AffiliateSnapshot.Status.APPROVED,
              null,
              1,
              now));
      send(
          producer,
          Topics.AFFILIATE_DIRECTORY,
          membership.value(),
          new MembershipSnapshot(
              membership, TENANT, CAMPAIGN, affiliate, MembershipSnapshot.Status.APPROVED, now));
      send(
          producer,
          Topics.IDENTITY_DIRECTORY,
          key.value(),
          new ApiKeySnapshot(
              key,
              TENANT,
              ApiKeySnapshot.Kind.SECRET,
              "benchmark012",
              Sha256.hex(SECRET),
              Set.of("events.write", "events.backfill"),
              Set.of(),
              false));
      for (int i = 0; i < links; i++) {
        LinkId link = LinkId.of("01K9ZQ4T6R8XJ2M5N7" + "%08d".formatted(i));
        send(
            producer,
            Topics.CAMPAIGN_DIRECTORY,
            link.value(),
            new LinkSnapshot(link, TENANT, CAMPAIGN, affiliate, code(i), null, null, null, false));
      }
      producer.flush();
    }
  }

  private static <V> void send(
      KafkaProducer<String, byte[]> producer, Topic<V> topic, String key, V value) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic.name(),
                key,
                EventJson.mapper().writerFor(topic.valueType()).writeValueAsBytes(value)));
  }

  private KafkaConnection kafka() {
    return new KafkaConnection(endpoints().kafkaBootstrapServers());
  }

  private Endpoints endpoints() {
    return servers.endpoints();
  }

  private Process start(String name, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx768m",
        "-XX:+UseSerialGC",
        "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED");
  }

  private static void await(int port, String path, Process process) throws Exception {
    Instant limit = Instant.now().plus(START_WAIT);
    while (Instant.now().isBefore(limit) && process.isAlive()) {
      try {
        if (get(port, path).statusCode() < 400) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("a process did not get ready; see its log");
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String key(int n) {
    return Base64.getEncoder()
        .encodeToString(
            String.join("", Collections.nCopies(8, "key" + n)).getBytes(StandardCharsets.US_ASCII));
  }

  private static String apiKey() {
    String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    CRC32 crc = new CRC32();
    crc.update(SECRET.getBytes(StandardCharsets.US_ASCII));
    StringBuilder sum = new StringBuilder();
    long rest = crc.getValue();
    for (int i = 0; i < 6; i++) {
      sum.insert(0, alphabet.charAt((int) (rest % 62)));
      rest /= 62;
    }
    return "trb_live_benchmark012_" + SECRET + sum;
  }
}
