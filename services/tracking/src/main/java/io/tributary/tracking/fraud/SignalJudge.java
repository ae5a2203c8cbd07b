package io.tributary.tracking.fraud;

import io.tributary.contract.directory.FraudTerms;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.directory.SignInsSnapshot;
import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Traits;
import io.tributary.platform.security.SignInHashes;
import io.tributary.tracking.agent.ClientHints;
import io.tributary.tracking.click.Arrival;
import io.tributary.tracking.click.ClickParameters;
import io.tributary.tracking.click.Purpose;
import io.tributary.tracking.dataset.DataSets;
import io.tributary.tracking.directory.Campaign;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.directory.SignInDirectory;
import io.tributary.tracking.directory.TenantDirectory;
import io.tributary.tracking.network.Network;
import io.tributary.tracking.session.Session;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Judges by all signals, under the terms of the touch's campaign and tenant. */
public final class SignalJudge implements Judge, Explainer {

  /** Campaigns and tenants whose terms are kept worked out; beyond, all are worked out anew. */
  private static final int MAX_KEPT = 100_000;

  private final DataSets dataSets;
  private final TenantDirectory tenants;
  private final SignInDirectory affiliates;
  private final SignInHashes hashes;
  private final Map<String, CampaignRules> rules = new ConcurrentHashMap<>();
  private final Map<String, TenantDenied> denied = new ConcurrentHashMap<>();
  private volatile DataVersion data = new DataVersion("", "", "");

  private record CampaignRules(FraudTerms tenant, FraudTerms campaign, Rules rules) {}

  private record TenantDenied(TrackingTerms.DenyList list, Denied denied) {}

  private record DataVersion(String agents, String networks, String both) {}

  public SignalJudge(
      DataSets dataSets, TenantDirectory tenants, SignInDirectory affiliates, SignInHashes hashes) {
    this.dataSets = dataSets;
    this.tenants = tenants;
    this.affiliates = affiliates;
    this.hashes = hashes;
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
    TrackingTerms terms = arrival.terms();
    LinkSnapshot link = arrival.link();
    Sighting sighting =
        sighting(
            arrival.purpose(),
            arrival.parameters(),
            arrival.address(),
            arrival.network(),
            arrival.client(),
            arrival.hints(),
            null,
            denied(link.tenantId(), terms),
            session,
            signIns(link.affiliateId(), arrival.visit().permission().fingerprint()),
            true);
    Campaign campaign =
        arrival.state() instanceof LinkState.Active active ? active.campaign() : null;
    return Scoring.judge(sighting, rules(terms, campaign), remembers, version());
  }

  @Override
  public Judgement reported(ReportedTouch touch) {
    TrackingTerms terms = tenants.tracking(touch.tenant());
    return Scoring.judge(
        sighting(touch, terms, Session.UNAVAILABLE),
        rules(terms, touch.campaign()),
        false,
        version());
  }

  @Override
  public Evaluation evaluate(ReportedTouch touch, Session session) {
    TrackingTerms terms = tenants.tracking(touch.tenant());
    Sighting sighting = sighting(touch, terms, session);
    Rules rules = rules(terms, touch.campaign());
    return Evaluation.of(
        Scoring.judge(sighting, rules, true, version()),
        rules,
        sighting.agent(),
        sighting.network());
  }

  private Sighting sighting(ReportedTouch touch, TrackingTerms terms, Session session) {
    return sighting(
        touch.purpose(),
        touch.parameters(),
        touch.address(),
        dataSets.networks().of(touch.address()),
        touch.client(),
        touch.hints(),
        touch.timeZone(),
        denied(touch.tenant(), terms),
        session,
        signIns(
            touch.affiliate(),
            touch.recognisable() && terms.fingerprint() != TrackingTerms.Fingerprint.OFF),
        touch.complete());
  }

  private Sighting sighting(
      Purpose purpose,
      ClickParameters parameters,
      @Nullable InetAddress address,
      Network network,
      Client client,
      ClientHints hints,
      @Nullable String timeZone,
      Denied denied,
      Session session,
      @Nullable SignIns signIns,
      boolean complete) {
    String userAgent = client.userAgent();
    Traits traits = client.traits();
    return new Sighting(
        purpose,
        parameters,
        address,
        network,
        userAgent,
        dataSets.agents().classify(userAgent),
        traits == null ? null : traits.os(),
        traits == null ? null : traits.browser(),
        hints,
        client.language(),
        timeZone,
        client.referrer(),
        denied,
        session,
        signIns,
        complete);
  }

  private @Nullable SignIns signIns(@Nullable AffiliateId affiliate, boolean comparesDevices) {
    SignInsSnapshot known = affiliate == null ? null : affiliates.signIns(affiliate);
    return known == null ? null : new SignIns(hashes, known, comparesDevices);
  }

  private Rules rules(TrackingTerms terms, @Nullable Campaign campaign) {
    FraudTerms general = terms.fraud();
    FraudTerms own = campaign == null ? FraudTerms.DEFAULT : campaign.terms().traffic().fraud();
    if (isDefault(general) && isDefault(own)) {
      return Rules.DEFAULT;
    }
    if (campaign == null) {
      return Rules.of(general, own);
    }
    String id = campaign.terms().campaignId().value();
    CampaignRules kept = rules.get(id);
    if (kept == null || !isSame(kept.tenant(), general) || !isSame(kept.campaign(), own)) {
      kept = new CampaignRules(general, own, Rules.of(general, own));
      keep(rules, id, kept);
    }
    return kept.rules();
  }

  private Denied denied(TenantId tenant, TrackingTerms terms) {
    TrackingTerms.DenyList list = terms.denied();
    if (list.equals(TrackingTerms.DenyList.NONE)) {
      return Denied.NOTHING;
    }
    String id = tenant.value();
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

  private String version() {
    String agents = dataSets.agents().version();
    String networks = dataSets.networks().version();
    DataVersion known = data;
    if (!known.agents().equals(agents) || !known.networks().equals(networks)) {
      known = new DataVersion(agents, networks, agents + "/" + networks);
      data = known;
    }
    return known.both();
  }
}
