package io.tributary.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contract.audit.AuditRecorded;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.testing.TestDatabases;
import io.tributary.platform.testing.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseTest {

  private static final IdSource IDS = IdSource.system();

  private final Database database = TestDatabases.of("probe");
  private final TenantId anna = TenantId.of(IDS.next());
  private final TenantId ben = TenantId.of(IDS.next());

  @Test
  void aTenantSeesAndWritesItsOwnRowsOnly() {
    assertThat(insert(anna, anna)).isEqualTo(1);
    assertThat(database.readInTenant(anna, DatabaseTest::count)).isEqualTo(1);
    assertThat(database.readInTenant(ben, DatabaseTest::count)).isZero();
    assertThatThrownBy(() -> insert(ben, anna)).isInstanceOf(DataAccessException.class);
  }

  @Test
  void withoutATenantNoRowIsSeen() {
    insert(anna, anna);
    // A connection that never had a tenant refuses the query, one that had shows nothing.
    try {
      assertThat(database.inTransaction(DatabaseTest::count)).isZero();
    } catch (DataAccessException refused) {
      assertThat(refused).hasMessageContaining("app.tenant_id");
    }
  }

  @Test
  void everyTableWithATenantForcesRowSecurity() {
    assertThat(TestDatabases.tablesWithoutRowSecurity("probe")).isEmpty();
  }

  @Test
  void anEventIsClaimedOnce() {
    String first = IDS.next();
    String second = IDS.next();
    assertThat(claim(List.of(first, first))).containsExactly(first);
    assertThat(claim(List.of(first, second))).containsExactly(second);
  }

  @Test
  void freshEventsComeByTenantEachOnceAndInTheirOrder() {
    AuditRecorded known = event("known", anna);
    AuditRecorded first = event("first", anna);
    AuditRecorded second = event("second", anna);
    AuditRecorded other = event("other", ben);
    assertThat(claimEvents(known)).containsOnlyKeys(anna);
    assertThat(claimEvents(first, known, other, first, second))
        .containsOnly(Map.entry(anna, List.of(first, second)), Map.entry(ben, List.of(other)));
    assertThat(claimEvents(first, other)).isEmpty();
  }

  @Test
  void aReadOnlyTransactionWritesNothing() {
    assertThatThrownBy(
            () ->
                database.readInTenant(
                    anna,
                    sql ->
                        sql.sql("insert into probe.thing values (:tenant, 'x')")
                            .param("tenant", anna.value())
                            .update()))
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void whatIsCommittedWithTheOutboxIsPublishedInOrderAndWhatIsRolledBackIsNot() {
    TestKafka.provision();
    try (EventProducer producer = new EventProducer(TestKafka.connection(), "test");
        Databases relayed = new Databases(service -> TestDatabases.settings(), producer)) {
      Database mine = relayed.of("relayed");
      relayed.start();
      for (int i = 0; i < 20; i++) {
        AuditRecorded event = event("step-" + i);
        mine.inTransaction(
            sql -> {
              mine.outbox().append(sql, Topics.AUDIT_EVENTS, anna.value(), event);
              return true;
            });
      }
      assertThatThrownBy(
              () ->
                  mine.inTransaction(
                      sql -> {
                        mine.outbox()
                            .append(sql, Topics.AUDIT_EVENTS, anna.value(), event("never"));
                        throw new IllegalStateException("rolled back");
                      }))
          .isInstanceOf(IllegalStateException.class);
      List<String> published = published(20);
      assertThat(published).hasSize(20).doesNotContain("never").first().isEqualTo("step-0");
      assertThat(published).isSortedAccordingTo((a, b) -> number(a) - number(b));
    }
  }

  @Test
  void aSchemaThatCannotBeMigratedEndsTheStartAndLeavesTheOthersAlone() {
    try (EventProducer producer = new EventProducer(TestKafka.connection(), "test");
        Databases databases = new Databases(service -> TestDatabases.settings(), producer)) {
      Database broken = databases.of("broken");
      Database whole = databases.of("whole");
      assertThatThrownBy(databases::start).hasMessageContaining("nothing_of_the_kind");
      assertThat(databases.isRunning()).isFalse();
      assertThat(broken.answers()).isFalse();
      java.util.Set<String> claimed =
          whole.inTransaction(sql -> whole.inbox().claim(sql, "test", List.of("1")));
      assertThat(claimed).containsExactly("1");
    }
  }

  private AuditRecorded event(String action) {
    return event(action, anna);
  }

  private static AuditRecorded event(String action, TenantId tenant) {
    return AuditRecorded.of(IDS.next(), tenant, "usr", action, "target", Instant.EPOCH, Map.of());
  }

  private List<String> published(int count) {
    List<String> actions = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(TestKafka.connection().reader())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.AUDIT_EVENTS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Instant limit = Instant.now().plusSeconds(20);
      while (actions.size() < count && Instant.now().isBefore(limit)) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  AuditRecorded event =
                      EventJson.mapper().readValue(record.value(), AuditRecorded.class);
                  if (event.tenantId().equals(anna)) {
                    actions.add(event.action());
                  }
                });
      }
    }
    return actions;
  }

  private static int number(String action) {
    return Integer.parseInt(action.substring("step-".length()));
  }

  private java.util.Set<String> claim(List<String> ids) {
    return database.inTransaction(sql -> database.inbox().claim(sql, "test", ids));
  }

  private Map<TenantId, List<AuditRecorded>> claimEvents(AuditRecorded... events) {
    return database.inTransaction(
        sql ->
            database
                .inbox()
                .claim(
                    sql, "test", List.of(events), AuditRecorded::eventId, AuditRecorded::tenantId));
  }

  private int insert(TenantId as, TenantId owner) {
    return database.inTenant(
        as,
        sql ->
            sql.sql("insert into probe.thing values (:tenant, :id)")
                .param("tenant", owner.value())
                .param("id", IDS.next())
                .update());
  }

  private static int count(JdbcClient sql) {
    return sql.sql("select count(*) from probe.thing").query(Integer.class).single();
  }
}
