package io.tributary.payment.stream;

import io.tributary.contract.id.TenantId;
import io.tributary.contract.reward.PayoutReserved;
import io.tributary.contract.reward.RewardEvent;
import io.tributary.payment.store.TransferBook;
import io.tributary.platform.kafka.BatchHandler;
import io.tributary.platform.kafka.Received;
import io.tributary.platform.sql.Database;
import java.util.List;
import java.util.Map;

/** Begins transfers for reserved payouts: one transaction per batch, each fact once. */
public final class ReservedListener implements BatchHandler<RewardEvent> {

  public static final String GROUP = "payment.transfers";

  private final Database database;
  private final TransferBook book;
  private final Runnable begun;

  /**
   * A listener on what reward tells.
   *
   * @param begun called after a commit that began transfers
   */
  public ReservedListener(Database database, TransferBook book, Runnable begun) {
    this.database = database;
    this.book = book;
    this.begun = begun;
  }

  @Override
  public void handle(List<Received<RewardEvent>> batch) {
    List<PayoutReserved> facts =
        batch.stream()
            .map(Received::value)
            .filter(PayoutReserved.class::isInstance)
            .map(PayoutReserved.class::cast)
            .toList();
    if (facts.isEmpty()) {
      return;
    }
    database.inTransaction(
        sql -> {
          Map<TenantId, List<PayoutReserved>> fresh =
              database
                  .inbox()
                  .claim(sql, GROUP, facts, PayoutReserved::eventId, PayoutReserved::tenantId);
          fresh.forEach(
              (tenant, own) -> {
                database.asTenant(sql, tenant);
                own.forEach(fact -> book.begin(sql, fact));
              });
          return fresh.size();
        });
    begun.run();
  }
}
