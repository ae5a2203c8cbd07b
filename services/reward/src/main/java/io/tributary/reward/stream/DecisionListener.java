package io.tributary.reward.stream;

import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import io.tributary.platform.kafka.BatchHandler;
import io.tributary.platform.kafka.PermanentFailure;
import io.tributary.platform.kafka.Received;
import io.tributary.platform.sql.Database;
import io.tributary.reward.commission.Accrual;
import io.tributary.reward.store.CommissionBook;
import io.tributary.reward.store.CommissionBook.Decided;
import io.tributary.reward.store.Ledger;
import io.tributary.reward.store.Ledger.TenantAffiliate;
import io.tributary.rule.CommissionRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes commissions of attribution decisions: one transaction per batch, each decision once. */
public final class DecisionListener implements BatchHandler<Decision> {

  public static final String GROUP = "reward.commissions";

  private final Database database;
  private final Campaigns campaigns;
  private final CommissionRules rules;
  private final CommissionBook book;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Duration patience;
  private final Map<CampaignId, Instant> missedSince = new ConcurrentHashMap<>();

  /**
   * A listener on decisions.
   *
   * @param patience how long a decision waits for its campaign to be told
   */
  public DecisionListener(
      Database database,
      Campaigns campaigns,
      CommissionRules rules,
      CommissionBook book,
      Ledger ledger,
      InstantSource clock,
      Duration patience) {
    this.database = database;
    this.campaigns = campaigns;
    this.rules = rules;
    this.book = book;
    this.ledger = ledger;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public void handle(List<Received<Decision>> batch) {
    SingleOut.apply(batch, this::apply);
  }

  private void apply(List<Received<Decision>> batch) {
    List<Decided> decided = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      decided.add(decide(batch.get(i).value(), i));
    }
    boolean applied =
        database.inTransaction(
            sql -> {
              Map<TenantId, List<Decided>> fresh =
                  database
                      .inbox()
                      .claim(
                          sql,
                          GROUP,
                          decided,
                          one -> one.decision().decisionId(),
                          one -> one.decision().tenantId());
              Set<TenantAffiliate> affected = new LinkedHashSet<>();
              fresh.forEach(
                  (tenant, decisions) -> {
                    database.asTenant(sql, tenant);
                    affected.addAll(book.affectedBy(sql, tenant, decisions));
                  });
              ledger.lockAffiliates(sql, affected);
              fresh.forEach(
                  (tenant, decisions) -> {
                    database.asTenant(sql, tenant);
                    book.apply(sql, tenant, decisions);
                  });
              return !fresh.isEmpty();
            });
    if (applied) {
      missedSince.clear();
    }
  }

  private Decided decide(Decision decision, int index) {
    if (!(decision instanceof Attributed attributed)) {
      return new Decided(decision, null, Duration.ZERO);
    }
    CampaignSnapshot campaign = campaign(attributed, index);
    try {
      return new Decided(decision, Accrual.of(attributed, campaign, rules), campaign.hold());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new PermanentFailure(
          index, "commission_not_computable", String.valueOf(e.getMessage()), e);
    }
  }

  private CampaignSnapshot campaign(Attributed attributed, int index) {
    CampaignId id = attributed.subject().campaignId();
    CampaignSnapshot known =
        campaigns
            .find(id)
            .filter(campaign -> campaign.tenantId().equals(attributed.tenantId()))
            .orElse(null);
    if (known != null) {
      return known;
    }
    Instant now = clock.instant();
    Instant since = missedSince.computeIfAbsent(id, unused -> now);
    if (now.isBefore(since.plus(patience))) {
      throw new IllegalStateException("campaign " + id + " is not told yet");
    }
    throw new PermanentFailure(index, "unknown_campaign", "no campaign " + id);
  }
}
