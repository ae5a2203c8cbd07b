package io.tributary.reward.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.tributary.contract.id.TenantId;
import io.tributary.platform.sql.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Approves commissions whose hold is over, and watches that the books sum to zero. Several
 * processes may run it: each leaves out what another works on.
 */
public final class ApprovalJob implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ApprovalJob.class);

  /** After the directories, before the listeners. */
  private static final int PHASE = 600;

  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(30);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Database database;
  private final CommissionBook book;
  private final InstantSource clock;
  private final Duration interval;
  private final int batch;
  private final MultiGauge imbalance;
  private final Semaphore stopped = new Semaphore(0);
  private volatile boolean running;
  private @Nullable Thread thread;
  private long watchedAt = System.nanoTime() - WATCH_INTERVAL.toNanos();

  /**
   * A job that is not started.
   *
   * @param interval between two looks
   * @param batch commissions of one transaction
   */
  public ApprovalJob(
      Database database,
      CommissionBook book,
      InstantSource clock,
      Duration interval,
      int batch,
      MeterRegistry metrics) {
    this.database = database;
    this.book = book;
    this.clock = clock;
    this.interval = interval;
    this.batch = batch;
    this.imbalance =
        MultiGauge.builder("ledger_imbalance_minor")
            .description("Debits minus credits of all accounts; must be 0")
            .register(metrics);
  }

  /**
   * Looks once.
   *
   * @return commissions approved
   */
  public int run() {
    List<String> tenants =
        database.inTransaction(
            sql ->
                sql.sql("select reward.tenants_with_due_commissions(:now)")
                    .param("now", Columns.time(clock.instant()))
                    .query(String.class)
                    .list());
    int approved = 0;
    for (String id : tenants) {
      TenantId tenant = new TenantId(id);
      int now;
      do {
        now = database.inTenant(tenant, sql -> book.approveDue(sql, tenant, batch));
        approved += now;
      } while (now == batch && !Thread.currentThread().isInterrupted());
    }
    return approved;
  }

  @Override
  public synchronized void start() {
    if (!running) {
      running = true;
      stopped.drainPermits();
      thread = Thread.ofVirtual().name("reward-approvals").start(this::loop);
    }
  }

  @Override
  public synchronized void stop() {
    running = false;
    Thread current = thread;
    thread = null;
    if (current != null) {
      // Between its rounds and not within a transaction, hence no interrupt.
      stopped.release();
      try {
        current.join(Duration.ofSeconds(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private void loop() {
    Duration rest = interval;
    while (running) {
      try {
        int approved = run();
        if (approved > 0) {
          log.debug("{} commissions approved", approved);
        }
        watch();
        rest = interval;
      } catch (RuntimeException e) {
        log.warn("approvals wait: {}", e.toString());
        rest = AFTER_FAILURE;
      }
      if (isStoppedWithin(rest)) {
        return;
      }
    }
  }

  private boolean isStoppedWithin(Duration rest) {
    try {
      return stopped.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void watch() {
    if (System.nanoTime() - watchedAt < WATCH_INTERVAL.toNanos()) {
      return;
    }
    watchedAt = System.nanoTime();
    List<MultiGauge.Row<?>> rows =
        database
            .inTransaction(
                sql ->
                    sql.sql("select currency, minor from reward.ledger_imbalance()")
                        .query(
                            (row, n) ->
                                MultiGauge.Row.of(
                                    Tags.of("currency", row.getString("currency")),
                                    row.getBigDecimal("minor")))
                        .list())
            .stream()
            .<MultiGauge.Row<?>>map(row -> row)
            .toList();
    imbalance.register(rows, true);
  }
}
