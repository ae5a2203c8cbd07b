package io.tributary.tracking.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.id.IdSource;
import io.tributary.tracking.Sample;
import io.tributary.tracking.client.TraitsSource;
import io.tributary.tracking.conversion.ConversionIntake;
import io.tributary.tracking.conversion.Conversions;
import io.tributary.tracking.directory.Directory;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.event.EventIntake;
import io.tributary.tracking.fraud.Explainer;
import io.tributary.tracking.fraud.Judge;
import io.tributary.tracking.limit.Rate;
import io.tributary.tracking.limit.RateLimits;
import io.tributary.tracking.limit.Rates;
import io.tributary.tracking.limit.SharedBuckets;
import io.tributary.tracking.refusal.RefusalSink;
import io.tributary.tracking.session.Sessions;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.Fingerprints;
import io.tributary.tracking.visitor.VisitorSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** The listener as it runs, over sinks of a test. */
final class ListeningEdge {

  private static final Rate NO_LIMIT = new Rate(0, 0);

  /** Of all edges of these tests; they end with the process. */
  private static final EventLoops LOOPS = new EventLoops(2);

  private ListeningEdge() {}

  static EdgeServer create(
      Directory directory,
      ClickIds clickIds,
      TouchSink sink,
      RefusalSink refusals,
      MeterRegistry metrics,
      int maxInFlight,
      String fallbackUrl,
      int port) {
    return create(
        directory,
        clickIds,
        sink,
        refusals,
        metrics,
        maxInFlight,
        fallbackUrl,
        port,
        (touch, session) -> {
          throw new IllegalStateException("nobody may ask");
        },
        token -> {
          throw new BadJwtException("nobody has signed in");
        });
  }

  static EdgeServer create(
      Directory directory,
      ClickIds clickIds,
      TouchSink sink,
      RefusalSink refusals,
      MeterRegistry metrics,
      int maxInFlight,
      String fallbackUrl,
      int port,
      Explainer explainer,
      JwtDecoder decoder) {
    return create(
        directory,
        clickIds,
        sink,
        refusals,
        metrics,
        maxInFlight,
        fallbackUrl,
        port,
        explainer,
        decoder,
        new Rates(NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT),
        System::nanoTime);
  }

  static EdgeServer create(
      Directory directory,
      ClickIds clickIds,
      TouchSink sink,
      RefusalSink refusals,
      MeterRegistry metrics,
      int maxInFlight,
      String fallbackUrl,
      int port,
      Explainer explainer,
      JwtDecoder decoder,
      Rates rates,
      LongSupplier nanoTime) {
    Links links = new Links(directory, directory, directory);
    VisitorSource visitors = new VisitorSource(new SecureRandom());
    return Edge.create(
        new Edge.Settings(
            "127.0.0.1",
            port,
            List.of("127.0.0.0/8"),
            Duration.ofDays(90),
            fallbackUrl,
            maxInFlight),
        LOOPS,
        new Edge.Parts(
            links,
            directory,
            directory,
            directory,
            directory,
            new ConversionIntake(directory, new Conversions(clickIds, Sample.emails())),
            new EventIntake(
                links,
                directory,
                new Conversions(clickIds, Sample.emails()),
                clickIds,
                visitors,
                TraitsSource.NONE,
                Judge.NONE,
                IdSource.system()),
            visitors,
            clickIds,
            new Fingerprints(Sample.clickKeys("k1")),
            TraitsSource.NONE,
            Sessions.NONE,
            Judge.NONE,
            explainer,
            new Callers(decoder),
            new RateLimits(SharedBuckets.NONE, nanoTime),
            rates,
            sink,
            refusals),
        metrics,
        IdSource.system(),
        InstantSource.system());
  }

  /** The sample's programme. */
  static Directory directory() {
    Directory directory = new Directory();
    directory.applyCampaign("link", Sample.link());
    directory.applyCampaign("campaign", Sample.campaign(CampaignSnapshot.Status.ACTIVE));
    directory.applyAffiliate("affiliate", Sample.affiliate(AffiliateSnapshot.Status.APPROVED));
    directory.applyAffiliate("membership", Sample.membership(MembershipSnapshot.Status.APPROVED));
    directory.applyIdentity("key", Sample.apiKey("events.write"));
    return directory;
  }
}
