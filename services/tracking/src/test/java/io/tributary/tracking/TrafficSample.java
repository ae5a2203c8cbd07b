package io.tributary.tracking;

import io.tributary.contract.directory.Audience;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.Schedule;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.CampaignId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Traffic terms put together part by part, from the product's defaults. */
public final class TrafficSample {

  private final List<TrafficTerms.LandingPage> pages = new ArrayList<>();
  private final List<TrafficTerms.RotatorRule> rotator = new ArrayList<>();
  private final List<TrafficTerms.TargetingRule> targeting = new ArrayList<>();
  private final List<TrafficTerms.Cap> caps = new ArrayList<>();
  private Schedule schedule = TrafficTerms.DEFAULT.schedule();
  private TrafficTerms.Fallback fallback = TrafficTerms.DEFAULT.fallback();
  private int redirectStatus = TrafficTerms.DEFAULT.redirectStatus();
  private String referrerPolicy = TrafficTerms.DEFAULT.referrerPolicy();

  public TrafficSample page(String urlId, String url) {
    pages.add(new TrafficTerms.LandingPage(urlId, url));
    return this;
  }

  public TrafficSample rotate(TrafficTerms.Share... shares) {
    rotator.add(new TrafficTerms.RotatorRule(Audience.EVERYBODY, List.of(shares)));
    return this;
  }

  public TrafficSample target(boolean allowed, Audience.Dimension dimension, String... values) {
    targeting.add(
        new TrafficTerms.TargetingRule(
            allowed,
            new Audience(List.of(new Audience.Condition(dimension, false, Set.of(values))))));
    return this;
  }

  public TrafficSample cap(long limit) {
    caps.add(
        new TrafficTerms.Cap(TrafficTerms.Cap.Period.DAY, TrafficTerms.Cap.Scope.CAMPAIGN, limit));
    return this;
  }

  public TrafficSample open(@Nullable Instant start, @Nullable Instant end) {
    schedule = new Schedule(start, end, ZoneOffset.UTC, List.of());
    return this;
  }

  public TrafficSample fallback(@Nullable String url, @Nullable CampaignId campaign) {
    fallback = new TrafficTerms.Fallback(url, campaign);
    return this;
  }

  public TrafficSample answer(int status, String policy) {
    redirectStatus = status;
    referrerPolicy = policy;
    return this;
  }

  public TrafficTerms terms() {
    TrafficTerms base = TrafficTerms.DEFAULT;
    return new TrafficTerms(
        pages,
        rotator,
        targeting,
        schedule,
        caps,
        fallback,
        redirectStatus,
        referrerPolicy,
        base.uniqueFor(),
        base.viaParameters(),
        base.postback(),
        base.fraud());
  }

  /** The sample's campaign with these terms. */
  public CampaignSnapshot campaign() {
    return campaign(Sample.CAMPAIGN, CampaignSnapshot.Status.ACTIVE, Sample.TOKEN);
  }

  public CampaignSnapshot campaign(CampaignId id, CampaignSnapshot.Status status, String token) {
    CampaignSnapshot base = Sample.campaign(id, Sample.TENANT, status, token);
    return new CampaignSnapshot(
        base.campaignId(),
        base.tenantId(),
        base.advertiserId(),
        base.name(),
        base.status(),
        base.currency(),
        base.landingUrl(),
        base.allowedDomains(),
        terms(),
        base.attribution(),
        base.hold(),
        base.rules(),
        base.postbackTokenSha256(),
        base.version(),
        base.updatedAt());
  }
}
