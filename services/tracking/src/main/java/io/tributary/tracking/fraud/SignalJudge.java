package io.tributary.tracking.fraud;

import io.tributary.contract.directory.FraudTerms;
import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Traits;
import io.tributary.tracking.agent.AgentClassifier;
import io.tributary.tracking.click.Arrival;
import io.tributary.tracking.dataset.DataSets;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.network.Networks;
import io.tributary.tracking.session.Session;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Judges by all signals, under the terms of the touch's campaign and tenant. */
public final class SignalJudge implements Judge {

  /** Campaigns and tenants whose terms are kept worked out; beyond, all are worked out anew. */
  private static final int MAX_KEPT = 100_000;

  private final DataSets dataSets;
  private final Map<String, CampaignRules> rules = new ConcurrentHashMap<>();
  private final Map<String, TenantDenied> denied = new ConcurrentHashMap<>();
  private volatile DataVersion data = new DataVersion("", "", "");

  private record CampaignRules(FraudTerms tenant, FraudTerms campaign, Rules rules) {}

  private record TenantDenied(TrackingTerms.DenyList list, Denied denied) {}

  private record DataVersion(String agents, String networks, String both) {}

  public SignalJudge(DataSets dataSets) {
    this.dataSets = dataSets;
  }

  @Override
  public Judgement click(Arrival arrival, Session session) {
    return judge(arrival, session, true);
  }

  @Override
  public Judgement impression(Arrival arrival) {
    return judge(arrival, Session.UNAVAILABLE, false);
  }

  private Judgement judge(Arrival arrival, Session session, boolean remembers) {
    AgentClassifier agents = dataSets.agents();
    Networks networks = dataSets.networks();
    String userAgent = arrival.client().userAgent();
    Traits traits = arrival.client().traits();
    Sighting sighting =
        new Sighting(
            arrival.purpose(),
            arrival.parameters(),
            arrival.address(),
            networks.of(arrival.address()),
            userAgent,
            agents.classify(userAgent),
            traits == null ? null : traits.os(),
            traits == null ? null : traits.browser(),
            arrival.hints(),
            arrival.client().language(),
            arrival.client().referrer(),
            denied(arrival),
            session);
    return Scoring.judge(
        sighting, rules(arrival), remembers, version(agents.version(), networks.version()));
  }

  private Rules rules(Arrival arrival) {
    FraudTerms tenant = arrival.terms().fraud();
    FraudTerms campaign =
        arrival.state() instanceof LinkState.Active active
            ? active.campaign().terms().traffic().fraud()
            : FraudTerms.DEFAULT;
    if (isDefault(tenant) && isDefault(campaign)) {
      return Rules.DEFAULT;
    }
    String id = arrival.link().campaignId().value();
    CampaignRules kept = rules.get(id);
    if (kept == null || !isSame(kept.tenant(), tenant) || !isSame(kept.campaign(), campaign)) {
      kept = new CampaignRules(tenant, campaign, Rules.of(tenant, campaign));
      keep(rules, id, kept);
    }
    return kept.rules();
  }

  private Denied denied(Arrival arrival) {
    TrackingTerms.DenyList list = arrival.terms().denied();
    if (list.equals(TrackingTerms.DenyList.NONE)) {
      return Denied.NOTHING;
    }
    String id = arrival.link().tenantId().value();
    TenantDenied kept = denied.get(id);
    if (kept == null || !isSame(kept.list(), list)) {
      kept = new TenantDenied(list, new Denied(list));
      keep(denied, id, kept);
    }
    return kept.denied();
  }

  private static <T> void keep(Map<String, T> all, String id, T one) {
    if (all.size() >= MAX_KEPT) {
      all.clear();
    }
    all.put(id, one);
  }

  private static boolean isDefault(FraudTerms terms) {
    return isSame(terms, FraudTerms.DEFAULT);
  }

  @SuppressWarnings("ReferenceEquality") // The same object, as a rule, and then there is no work.
  private static boolean isSame(Object one, Object other) {
    return one == other || one.equals(other);
  }

  private String version(String agents, String networks) {
    DataVersion known = data;
    if (!known.agents().equals(agents) || !known.networks().equals(networks)) {
      known = new DataVersion(agents, networks, agents + "/" + networks);
      data = known;
    }
    return known.both();
  }
}
