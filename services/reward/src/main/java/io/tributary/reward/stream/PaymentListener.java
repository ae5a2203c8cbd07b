package io.tributary.reward.stream;

import io.tributary.contract.id.TenantId;
import io.tributary.contract.payment.PaymentEvent;
import io.tributary.platform.kafka.BatchHandler;
import io.tributary.platform.kafka.Received;
import io.tributary.platform.sql.Database;
import io.tributary.reward.store.Ledger;
import io.tributary.reward.store.Ledger.TenantAffiliate;
import io.tributary.reward.store.PayoutBook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Follows payment: one transaction per batch, each fact once. */
public final class PaymentListener implements BatchHandler<PaymentEvent> {

  public static final String GROUP = "reward.payouts";

  private final Database database;
  private final PayoutBook book;
  private final Ledger ledger;

  public PaymentListener(Database database, PayoutBook book, Ledger ledger) {
    this.database = database;
    this.book = book;
    this.ledger = ledger;
  }

  @Override
  public void handle(List<Received<PaymentEvent>> batch) {
    SingleOut.apply(batch, this::apply);
  }

  private void apply(List<Received<PaymentEvent>> batch) {
    Map<String, PaymentEvent> facts = new LinkedHashMap<>();
    batch.forEach(record -> facts.putIfAbsent(record.value().eventId(), record.value()));
    database.inTransaction(
        sql -> {
          Set<String> fresh = database.inbox().claim(sql, GROUP, facts.keySet());
          Map<TenantId, List<PaymentEvent>> byTenant =
              new TreeMap<>(Comparator.comparing(TenantId::value));
          facts.forEach(
              (id, fact) -> {
                if (fresh.contains(id)) {
                  byTenant.computeIfAbsent(fact.tenantId(), tenant -> new ArrayList<>()).add(fact);
                }
              });
          Set<TenantAffiliate> affected = new LinkedHashSet<>();
          byTenant.forEach(
              (tenant, own) -> {
                database.asTenant(sql, tenant);
                affected.addAll(book.affectedBy(sql, tenant, own));
              });
          ledger.lockAffiliates(sql, affected);
          byTenant.forEach(
              (tenant, own) -> {
                database.asTenant(sql, tenant);
                book.apply(sql, tenant, own);
              });
          return fresh.size();
        });
  }
}
