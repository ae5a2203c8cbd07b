package io.tributary.payment.stream;

import io.tributary.contract.id.TenantId;
import io.tributary.contract.reward.PayoutReserved;
import io.tributary.contract.reward.RewardEvent;
import io.tributary.payment.store.TransferBook;
import io.tributary.platform.kafka.BatchHandler;
import io.tributary.platform.kafka.Received;
import io.tributary.platform.sql.Database;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
    Map<String, PayoutReserved> facts = new LinkedHashMap<>();
    for (Received<RewardEvent> record : batch) {
      if (record.value() instanceof PayoutReserved reserved) {
        facts.putIfAbsent(reserved.eventId(), reserved);
      }
    }
    if (facts.isEmpty()) {
      return;
    }
    database.inTransaction(
        sql -> {
          Set<String> fresh = database.inbox().claim(sql, GROUP, facts.keySet());
          Map<TenantId, List<PayoutReserved>> byTenant =
              new TreeMap<>(Comparator.comparing(TenantId::value));
          facts.forEach(
              (id, fact) -> {
                if (fresh.contains(id)) {
                  byTenant.computeIfAbsent(fact.tenantId(), tenant -> new ArrayList<>()).add(fact);
                }
              });
          byTenant.forEach(
              (tenant, own) -> {
                database.asTenant(sql, tenant);
                own.forEach(fact -> book.begin(sql, fact));
              });
          return fresh.size();
        });
    begun.run();
  }
}
