package io.tributary.reward.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.tributary.platform.sql.Database;

/** Watches that the books sum to zero. */
public final class LedgerWatch {

  private final Database database;
  private final MultiGauge imbalance;

  public LedgerWatch(Database database, MeterRegistry metrics) {
    this.database = database;
    this.imbalance =
        MultiGauge.builder("ledger_imbalance_minor")
            .description("Debits minus credits of all accounts; must be 0")
            .register(metrics);
  }

  /** Looks once. */
  public void look() {
    imbalance.register(
        database.inTransaction(
            sql ->
                sql.sql("select currency, minor from reward.ledger_imbalance()")
                    .<MultiGauge.Row<?>>query(
                        (row, n) ->
                            MultiGauge.Row.of(
                                Tags.of("currency", row.getString("currency")),
                                row.getBigDecimal("minor")))
                    .list()),
        true);
  }
}
