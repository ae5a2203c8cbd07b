package io.tributary.payment.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.tributary.platform.sql.Database;

/** Shows how many transfers are in which state. */
public final class TransferStates {

  private final Database database;
  private final MultiGauge states;

  public TransferStates(Database database, MeterRegistry metrics) {
    this.database = database;
    this.states =
        MultiGauge.builder("payout_state")
            .description("Transfers by gateway and state")
            .register(metrics);
  }

  /** Counts once. */
  public void count() {
    states.register(
        database.inTransaction(
            sql ->
                sql.sql("select gateway, state, transfers from payment.transfer_states()")
                    .<MultiGauge.Row<?>>query(
                        (row, n) ->
                            MultiGauge.Row.of(
                                Tags.of(
                                    "gateway",
                                    row.getString("gateway"),
                                    "state",
                                    row.getString("state")),
                                row.getLong("transfers")))
                    .list()),
        true);
  }
}
