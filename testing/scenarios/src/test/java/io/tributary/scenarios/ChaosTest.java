package io.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.decision.Attributed;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topic;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.simulation.http.ApiClient;
import io.tributary.simulation.http.EdgeClient;
import io.tributary.simulation.load.Load;
import io.tributary.simulation.load.LoadTargets;
import io.tributary.simulation.load.MemorySink;
import io.tributary.simulation.load.Outcome;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Kills the all-in-one at random moments under load and counts afterwards what was answered, what
 * is in the log, what was decided and what was booked. {@code -Dtributary.chaos.kills} says how
 * often (default 2), {@code -Dtributary.chaos.seed} repeats a run's moments.
 */
class ChaosTest {

  private static final int RATE = 200;
  private static final int KILLS = Integer.getInteger("tributary.chaos.kills", 2);
  private static final long SEED = Long.getLong("tributary.chaos.seed", System.nanoTime());
  private static final Duration DRAINED_WITHIN = Duration.ofMinutes(3);

  @Test
  void nothingAnsweredIsLostOrDoubledHoweverOftenTheProductIsKilled() throws Exception {
    System.out.printf("chaos: %d kills, %d events/s, seed %d%n", KILLS, RATE, SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    try (Deployment deployment = Deployment.allInOne()) {
      LoadTargets targets =
          LoadTargets.create(
              new ApiClient(URI.create(deployment.api()), Deployment.ADMIN, Deployment.PASSWORD),
              "chaos",
              5);
      MemorySink sink = new MemorySink();
      Thread load =
          Thread.ofPlatform()
              .start(
                  () -> {
                    Load.Summary summary =
                        new Load(
                                new EdgeClient(URI.create(deployment.edge())),
                                targets,
                                "chaos",
                                SEED)
                            .run(RATE, Duration.ofHours(1), sink);
                    System.out.println("chaos: " + summary);
                  });
      Thread.sleep(3_000);
      for (int kill = 1; kill <= KILLS; kill++) {
        Thread.sleep(random.nextInt(500, 5_000));
        deployment.kill();
        deployment.start(Duration.ofMinutes(2));
        System.out.printf("chaos: back after kill %d%n", kill);
      }
      Thread.sleep(2_000);
      load.interrupt();
      load.join();
      check(deployment, sink);
    }
  }

  private static void check(Deployment deployment, MemorySink sink) throws Exception {
    Map<String, String> orders = new HashMap<>();
    Map<String, Long> clicks = new HashMap<>();
    sink.outcomes()
        .values()
        .forEach(
            outcome -> {
              switch (outcome) {
                case Outcome.ClickAcknowledged click -> clicks.put(click.clickId(), 0L);
                case Outcome.ConversionAcknowledged order ->
                    orders.put(order.conversionId(), order.orderId());
                case Outcome.Refused refused -> assertThat(refused.status()).isEqualTo(503);
                case Outcome.Failed failed -> assertThat(failed.reason()).isNotEmpty();
              }
            });
    assertThat(clicks.size()).isGreaterThan(RATE);
    assertThat(orders.size()).isGreaterThan(10);
    JsonNode servers =
        Http.JSON.readTree(deployment.data().resolve("infrastructure.json").toFile());
    try (Connection sql =
        DriverManager.getConnection(
            servers.path("postgres").path("url").asString(),
            servers.path("postgres").path("owner").asString(),
            servers.path("postgres").path("owner_password").asString())) {
      Log log = Log.read(servers.path("kafka").path("bootstrap_servers").asString());

      assertThat(log.events).as("each event is in the log once").allSatisfy(ChaosTest::once);
      clicks.keySet().forEach(id -> assertThat(log.clicks).containsEntry(id, 1));
      orders.keySet().forEach(id -> assertThat(log.conversions).containsEntry(id, 1));

      // Also what was recorded and never answered must be decided.
      Http.eventually(
          DRAINED_WITHIN,
          "every recorded conversion has its commission",
          () ->
              Optional.of(number(sql, "select count(*) from reward.commission"))
                  .filter(count -> count >= log.conversions.size()));
      Log after = Log.read(servers.path("kafka").path("bootstrap_servers").asString());
      assertThat(after.decided).hasSize(log.conversions.size()).allSatisfy(ChaosTest::once);
      assertThat(
              number(
                  sql,
                  """
                  select count(*)
                  from (
                    select conversion_id
                    from reward.commission
                    group by conversion_id
                    having count(*) <> 1
                  ) as doubled
                  """))
          .as("conversions without exactly one commission")
          .isZero();
      assertThat(number(sql, "select count(*) from reward.commission"))
          .isEqualTo(log.conversions.size());
      assertThat(number(sql, "select count(*) from attribution.conversion"))
          .isEqualTo(log.conversions.size());
      assertThat(number(sql, "select coalesce(sum(amount), 0) from reward.entry")).isZero();
      assertThat(number(sql, "select count(*) from reward.invariant_violations")).isZero();
      System.out.printf(
          "chaos: %d clicks and %d conversions answered; %d and %d in the log; all decided and"
              + " booked once%n",
          clicks.size(), orders.size(), log.clicks.size(), log.conversions.size());
    }
  }

  private static void once(String id, Integer count) {
    assertThat(count).as(id).isEqualTo(1);
  }

  private static long number(Connection sql, String query) {
    try (Statement statement = sql.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the topics hold, counted by id. */
  private static final class Log {

    final Map<String, Integer> events = new TreeMap<>();
    final Map<String, Integer> clicks = new TreeMap<>();
    final Map<String, Integer> conversions = new TreeMap<>();
    final Map<String, Integer> decided = new TreeMap<>();

    static Log read(String servers) {
      Log log = new Log();
      each(
          servers,
          Topics.TRACKING_EVENTS,
          (key, event) -> {
            log.events.merge(event.eventId(), 1, Integer::sum);
            if (event instanceof Click click) {
              log.clicks.merge(click.clickId(), 1, Integer::sum);
            } else if (event instanceof ConversionReceived conversion) {
              log.conversions.merge(conversion.conversionId().value(), 1, Integer::sum);
            }
          });
      each(
          servers,
          Topics.ATTRIBUTION_DECISIONS,
          (key, decision) -> {
            assertThat(decision).isInstanceOf(Attributed.class);
            log.decided.merge(decision.conversionId().value(), 1, Integer::sum);
          });
      return log;
    }

    private static <V> void each(
        String servers, Topic<V> topic, BiConsumer<String, ? super V> take) {
      Map<String, Object> config =
          Map.of(
              "bootstrap.servers",
              servers,
              "isolation.level",
              "read_committed",
              "enable.auto.commit",
              false,
              "key.deserializer",
              StringDeserializer.class,
              "value.deserializer",
              ByteArrayDeserializer.class);
      try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
        List<TopicPartition> partitions =
            consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream()
            .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
          for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            take.accept(
                record.key(), EventJson.mapper().readValue(record.value(), topic.valueType()));
          }
        }
      }
    }
  }
}
