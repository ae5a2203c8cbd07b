package io.tributary.platform.sql;

import io.tributary.platform.kafka.EventProducer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes a schema's outbox. One relay of all processes works at a time, under an advisory lock,
 * so that the order of a key's events is kept; rows go when Kafka has acknowledged them.
 */
final class OutboxRelay {

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
  private static final int BATCH = 500;
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(15);
  private static final Duration HOUSEKEEPING = Duration.ofHours(1);
  private static final String KEPT = "30 days";

  private final Database database;
  private final EventProducer producer;
  private volatile boolean running;
  private @Nullable Thread thread;
  private long housekeptAt = System.nanoTime();

  OutboxRelay(Database database, EventProducer producer) {
    this.database = database;
    this.producer = producer;
  }

  synchronized void start() {
    if (!running) {
      running = true;
      thread = Thread.ofVirtual().name("outbox-" + database.schema()).start(this::run);
    }
  }

  synchronized void stop() {
    running = false;
    database.outbox().work().release();
    if (thread != null) {
      try {
        thread.join(Duration.ofSeconds(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
  }

  private void run() {
    while (running) {
      try {
        boolean woken = database.outbox().work().tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (woken) {
          database.outbox().work().drainPermits();
        }
        while (publish() == BATCH && running) {
          log.debug("outbox {} has more", database.schema());
        }
        housekeep();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        log.warn("outbox {} waits: {}", database.schema(), e.toString());
        pause();
      }
    }
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
    if (System.nanoTime() - housekeptAt < HOUSEKEEPING.toNanos()) {
      return;
    }
    housekeptAt = System.nanoTime();
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

  private static void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Only carried from the query to the producer.
  private record Row(long id, String topic, String key, byte[] payload) {}
}
