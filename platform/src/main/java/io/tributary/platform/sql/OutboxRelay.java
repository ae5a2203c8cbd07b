package io.tributary.platform.sql;

import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.work.Pauses;
import io.tributary.platform.work.Work;
import io.tributary.platform.work.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes a schema's outbox. One relay of all processes works at a time, under an advisory lock,
 * so that the order of a key's events is kept; rows go when Kafka has acknowledged them. What the
 * schema keeps for a while only, it forgets by the hour.
 */
final class OutboxRelay {

  private static final int BATCH = 500;
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(15);
  private static final Duration HOUSEKEEPING = Duration.ofHours(1);
  private static final String KEPT = "30 days";

  private final Database database;
  private final EventProducer producer;
  private final Worker publishing;
  private final Worker housekeeping;

  OutboxRelay(Database database, EventProducer producer) {
    this.database = database;
    this.producer = producer;
    this.publishing =
        new Worker("outbox-" + database.schema(), Pauses.of(POLL), () -> publish() == BATCH);
    this.housekeeping =
        new Worker(
            "housekeeping-" + database.schema(), Pauses.of(HOUSEKEEPING), Work.of(this::housekeep));
    database.outbox().onCommit(publishing::wake);
  }

  void start() {
    publishing.start();
    housekeeping.start();
  }

  void stop() {
    housekeeping.stop();
    publishing.stop();
  }

  /** Publishes a batch; the number of events that went. */
  private int publish() {
    return database.inTransaction(
        sql -> {
          if (!lock(sql)) {
            return 0;
          }
          List<Row> rows = next(sql);
          if (rows.isEmpty()) {
            return 0;
          }
          awaitAll(
              rows.stream()
                  .map(row -> producer.send(row.topic(), row.key(), row.payload()))
                  .toArray(CompletableFuture<?>[]::new));
          sql.sql("delete from %s.outbox where id in (:ids)".formatted(database.schema()))
              .param("ids", rows.stream().map(Row::id).toList())
              .update();
          return rows.size();
        });
  }

  private boolean lock(JdbcClient sql) {
    return sql.sql("select pg_try_advisory_xact_lock(hashtext(:name))")
        .param("name", database.schema() + ".outbox")
        .query(Boolean.class)
        .single();
  }

  private List<Row> next(JdbcClient sql) {
    return sql.sql(
            """
            select id, topic, key, payload
            from %s.outbox
            order by id
            limit :batch
            """
                .formatted(database.schema()))
        .param("batch", BATCH)
        .query(
            (row, n) ->
                new Row(
                    row.getLong("id"),
                    row.getString("topic"),
                    row.getString("key"),
                    row.getBytes("payload")))
        .list();
  }

  private void awaitAll(CompletableFuture<?>... sends) {
    try {
      CompletableFuture.allOf(sends)
          .orTimeout(ACKNOWLEDGED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (java.util.concurrent.CompletionException e) {
      throw new IllegalStateException(
          e.getCause() instanceof TimeoutException ? "no acknowledgement in time" : "not sent", e);
    }
  }

  private void housekeep() {
    long unused =
        database.inTransaction(
            sql -> {
              sql.sql(
                      "delete from %s.inbox where applied_at < now() - cast(:kept as interval)"
                          .formatted(database.schema()))
                  .param("kept", KEPT)
                  .update();
              return sql.sql(
                      "select %s.forget_idempotency_keys(cast(:kept as interval))"
                          .formatted(database.schema()))
                  .param("kept", KEPT)
                  .query(Long.class)
                  .single();
            });
  }

  @SuppressWarnings("ArrayRecordComponent") // Only carried from the query to the producer.
  private record Row(long id, String topic, String key, byte[] payload) {}
}
