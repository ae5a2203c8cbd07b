package io.tributary.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.topic.Topic;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.ops.ReadinessCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Kafka and the edge are frozen, killed and lost under load; afterwards every event that was
 * answered stands in Kafka once, in the order of its visitor. {@code -Dtributary.outage.seconds}
 * prolongs the outages, {@code -Dtributary.outage.visitors} the load.
 */
class OutageTest {

  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("tributary.outage.seconds", 1));
  private static final int VISITORS = Integer.getInteger("tributary.outage.visitors", 12);
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration RECOVERY = Duration.ofMinutes(2);

  private static @TempDir Path folder;
  private static TestBroker broker;

  @BeforeAll
  static void start() {
    broker = new TestBroker(folder.resolve("servers"));
    try (EventProducer producer = new EventProducer(broker.connection(), "test")) {
      MembershipSnapshot membership = Sample.membership(MembershipSnapshot.Status.APPROVED);
      publish(
          producer,
          Topics.CAMPAIGN_DIRECTORY,
          Sample.CAMPAIGN.value(),
          Sample.campaign(CampaignSnapshot.Status.ACTIVE));
      publish(producer, Topics.CAMPAIGN_DIRECTORY, Sample.LINK.value(), Sample.link());
      publish(
          producer,
          Topics.AFFILIATE_DIRECTORY,
          Sample.AFFILIATE.value(),
          Sample.affiliate(AffiliateSnapshot.Status.APPROVED));
      publish(producer, Topics.AFFILIATE_DIRECTORY, membership.membershipId().value(), membership);
      publish(producer, Topics.IDENTITY_DIRECTORY, "key", Sample.apiKey("events.write"));
    }
  }

  private static <V> void publish(EventProducer producer, Topic<V> topic, String key, V value) {
    producer.send(topic, key, value).join();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void kafkaMayFreezeAndDieUnderLoadAndLoseWhatItTookFromTheSpool() throws Exception {
    int port = freePort();
    try (ConfigurableApplicationContext edge = edge(port, "frozen");
        VisitorLoad load = new VisitorLoad(port, VISITORS, PAUSE)) {
      awaitCount(load, 500);
      broker.freeze();
      awaitSpooling(edge, true);
      answersGoOn(load);
      broker.thaw();
      awaitSpooling(edge, false);
      awaitCount(load, load.count() + 300);
      broker.kill();
      Path copy = folder.resolve("copy");
      copy(broker.log(), copy);
      awaitSpooling(edge, true);
      answersGoOn(load);
      Map<String, List<String>> answered = load.stop();
      assertThat(load.refused()).isZero();
      broker.start();
      awaitSpooling(edge, false);
      check(answered, load, "Kafka frozen and killed");
      double drained = drained(edge);
      broker.stop();
      delete(broker.log());
      copy(copy, broker.log());
      broker.start();
      check(answered, load, "Kafka lost what it had");
      awaitSpooling(edge, false);
      assertThat(drained(edge)).as("sent again").isGreaterThan(drained);
    }
  }

  @Test
  void theEdgeMayDieWhileItSpoolsAndStartWithoutKafka() throws Exception {
    int port = freePort();
    Path data = folder.resolve("killed");
    String kafka = broker.connection().bootstrapServers();
    Process edge = EdgeProcess.start(kafka, port, data);
    VisitorLoad load = null;
    try {
      awaitPort(edge, port);
      load = new VisitorLoad(port, VISITORS, PAUSE);
      awaitCount(load, 300);
      broker.kill();
      answersGoOn(load);
      edge.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
      edge = EdgeProcess.start(kafka, port, data);
      awaitPort(edge, port);
      awaitCount(load, load.count() + 300);
      broker.start();
      awaitCount(load, load.count() + 300);
      // In the middle of draining or just behind it.
      edge.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
      edge = EdgeProcess.start(kafka, port, data);
      awaitPort(edge, port);
      awaitCount(load, load.count() + 300);
      check(load.stop(), load, "Kafka and the edge killed");
    } finally {
      if (load != null) {
        load.close();
      }
      edge.destroyForcibly();
    }
  }

  private static ConfigurableApplicationContext edge(int port, String data) {
    return EdgeProcess.run(broker.connection().bootstrapServers(), port, folder.resolve(data));
  }

  private static void answersGoOn(VisitorLoad load) throws InterruptedException {
    long before = load.count();
    Thread.sleep(OUTAGE);
    awaitCount(load, before + 100);
  }

  private static void awaitCount(VisitorLoad load, long count) throws InterruptedException {
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    while (load.count() < count) {
      assertThat(System.nanoTime()).as("%d answers", load.count()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private static void awaitSpooling(ConfigurableApplicationContext edge, boolean wanted)
      throws InterruptedException {
    MeterRegistry metrics = edge.getBean(MeterRegistry.class);
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    while (metrics.get("edge_spooling").gauge().value() != (wanted ? 1 : 0)) {
      assertThat(System.nanoTime())
          .as("%f records wait", metrics.get("spool_records").gauge().value())
          .isLessThan(deadline);
      Thread.sleep(20);
    }
    ReadinessCheck check = edge.getBean("tracking.sinkReady", ReadinessCheck.class);
    assertThat(check.ready()).isTrue();
    if (wanted && metrics.get("edge_spooling").gauge().value() == 1) {
      assertThat(check.name()).contains("degraded");
    }
  }

  private static double drained(ConfigurableApplicationContext edge) {
    return edge.getBean(MeterRegistry.class).get("spool_drained_total").counter().count();
  }

  /** Waits until everything is in Kafka. */
  private static void awaitLog(Map<String, List<String>> answered) throws Exception {
    Set<String> missing = new HashSet<>();
    answered.values().forEach(missing::addAll);
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    try (TopicLog<TrackingEvent> log =
        new TopicLog<>(broker.connection(), Topics.TRACKING_EVENTS)) {
      while (!missing.isEmpty()) {
        assertThat(System.nanoTime()).as("%d missing", missing.size()).isLessThan(deadline);
        log.visitNew(record -> missing.remove(record.value().eventId()));
        Thread.sleep(50);
      }
    }
  }

  /** Every answered event once and in order, after the time that it takes to get there. */
  private static void check(Map<String, List<String>> answered, VisitorLoad load, String what)
      throws Exception {
    awaitLog(answered);
    Map<String, List<String>> logged = new HashMap<>();
    try (TopicLog<TrackingEvent> log =
        new TopicLog<>(broker.connection(), Topics.TRACKING_EVENTS)) {
      log.visitNew(
          record ->
              logged
                  .computeIfAbsent(record.key(), key -> new ArrayList<>())
                  .add(record.value().eventId()));
    }
    long total = 0;
    for (Map.Entry<String, List<String>> visitor : answered.entrySet()) {
      List<String> found = logged.getOrDefault(visitor.getKey(), List.of());
      assertThat(found).as("no event twice").doesNotHaveDuplicates();
      List<String> inOrder = new ArrayList<>(found);
      inOrder.retainAll(new HashSet<>(visitor.getValue()));
      assertThat(inOrder).as("answered events in order").isEqualTo(visitor.getValue());
      total += inOrder.size();
    }
    System.out.printf(
        "%s: %d answered events, each in the log once and in order; slowest answer %d ms%n",
        what, total, load.slowest().toMillis());
  }

  private static void awaitPort(Process process, int port) throws InterruptedException {
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected()).isTrue();
        return;
      } catch (IOException e) {
        assertThat(process.isAlive()).isTrue();
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.sleep(50);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
