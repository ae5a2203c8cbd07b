package io.tributary.reward.stream;

import io.tributary.contract.id.TenantId;
import io.tributary.contract.payment.PaymentEvent;
import io.tributary.platform.kafka.BatchHandler;
import io.tributary.platform.kafka.Received;
import io.tributary.platform.sql.Database;
import io.tributary.reward.store.Ledger;
import io.tributary.reward.store.Ledger.TenantAffiliate;
import io.tributary.reward.store.PayoutBook;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    List<PaymentEvent> facts = batch.stream().map(Received::value).toList();
    database.inTransaction(
        sql -> {
          Map<TenantId, List<PaymentEvent>> fresh =
              database
                  .inbox()
                  .claim(sql, GROUP, facts, PaymentEvent::eventId, PaymentEvent::tenantId);
          Set<TenantAffiliate> affected = new LinkedHashSet<>();
          fresh.forEach(
              (tenant, own) -> {
                database.asTenant(sql, tenant);
                affected.addAll(book.affectedBy(sql, tenant, own));
              });
          ledger.lockAffiliates(sql, affected);
          fresh.forEach(
              (tenant, own) -> {
                database.asTenant(sql, tenant);
                book.apply(sql, tenant, own);
              });
          return fresh.size();
        });
  }
}
