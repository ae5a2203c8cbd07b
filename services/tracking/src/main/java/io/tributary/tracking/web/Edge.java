package io.tributary.tracking.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.id.IdSource;
import io.tributary.tracking.click.FallbackChain;
import io.tributary.tracking.client.Proxies;
import io.tributary.tracking.client.TraitsSource;
import io.tributary.tracking.conversion.ConversionIntake;
import io.tributary.tracking.directory.ApiKeyDirectory;
import io.tributary.tracking.directory.CampaignDirectory;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.directory.PageHostDirectory;
import io.tributary.tracking.directory.TenantDirectory;
import io.tributary.tracking.event.EventIntake;
import io.tributary.tracking.fraud.Explainer;
import io.tributary.tracking.fraud.Judge;
import io.tributary.tracking.limit.RateLimits;
import io.tributary.tracking.limit.Rates;
import io.tributary.tracking.refusal.RefusalSink;
import io.tributary.tracking.script.ScriptIntake;
import io.tributary.tracking.segment.SegmentMessages;
import io.tributary.tracking.session.Sessions;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.Fingerprints;
import io.tributary.tracking.visitor.VisitorSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the listener together. */
public final class Edge {

  private Edge() {}

  /** How the listener behaves. */
  public record Settings(
      String host,
      int port,
      List<String> trustedProxies,
      Duration cookieLife,
      @Nullable String fallbackUrl,
      int maxInFlight) {

    public Settings {
      trustedProxies = List.copyOf(trustedProxies);
    }
  }

  /** What the listener needs of the business. */
  public record Parts(
      Links links,
      CampaignDirectory campaigns,
      TenantDirectory tenants,
      ApiKeyDirectory apiKeys,
      PageHostDirectory pageHosts,
      ConversionIntake conversions,
      EventIntake events,
      VisitorSource visitors,
      ClickIds clickIds,
      Fingerprints fingerprints,
      TraitsSource traits,
      Sessions sessions,
      Judge judge,
      Explainer explainer,
      Callers callers,
      RateLimits limits,
      Rates rates,
      TouchSink sink,
      RefusalSink refusalSink) {}

  /** The listener, not started yet. */
  public static EdgeServer create(
      Settings settings,
      EventLoops loops,
      Parts parts,
      MeterRegistry registry,
      IdSource ids,
      InstantSource clock) {
    EdgeMetrics metrics = new EdgeMetrics(registry);
    Refusals refusals = new Refusals(parts.refusalSink(), metrics, ids, clock);
    EventRecorder batches = new EventRecorder("batch", parts.sink(), refusals, metrics);
    EventRecorder csvRows = new EventRecorder("conversion", parts.sink(), refusals, metrics);
    Gate gate = new Gate(parts.limits(), parts.rates(), metrics);
    LargeBodies bodies = LargeBodies.beside();
    Keys keys = new Keys(parts.apiKeys());
    Visits visits = new Visits(parts.visitors(), settings.cookieLife());
    Arrivals arrivals =
        new Arrivals(
            parts.tenants(),
            visits,
            parts.traits(),
            parts.fingerprints(),
            parts.clickIds(),
            parts.visitors(),
            clock);
    Router router =
        new Router(
            new ClickEndpoint(
                parts.links(),
                arrivals,
                parts.sessions(),
                parts.judge(),
                new FallbackChain(parts.campaigns(), settings.fallbackUrl()),
                visits,
                parts.sink(),
                refusals,
                metrics),
            new ImpressionEndpoint(
                parts.links(),
                arrivals,
                parts.sessions(),
                parts.judge(),
                visits,
                parts.sink(),
                refusals,
                metrics,
                ids),
            new PixelEndpoint(
                parts.conversions(), visits, parts.sink(), refusals, metrics, ids, clock),
            new PostbackEndpoint(
                parts.conversions(), visits, parts.sink(), refusals, metrics, ids, clock),
            new EventsEndpoint(
                new KeyAdmission(keys, gate, batches), bodies, parts.events(), batches, clock),
            new SegmentEndpoint(
                new KeyAdmission(keys, gate, batches),
                bodies,
                new SegmentMessages(parts.campaigns(), parts.clickIds()),
                parts.events(),
                batches,
                clock),
            new CsvEndpoint(new KeyAdmission(keys, gate, csvRows), parts.events(), csvRows, clock),
            new OptOutEndpoint(visits),
            new ScriptEndpoint(),
            new CollectEndpoint(
                new Pages(parts.apiKeys()),
                parts.pageHosts(),
                gate,
                new ScriptIntake(
                    parts.events(),
                    parts.links(),
                    parts.campaigns(),
                    parts.clickIds(),
                    parts.visitors(),
                    parts.judge()),
                arrivals,
                visits,
                settings.cookieLife(),
                batches,
                clock),
            new EvaluationEndpoint(
                parts.callers(),
                parts.links(),
                parts.campaigns(),
                parts.traits(),
                parts.explainer()),
            gate,
            metrics,
            new Proxies(settings.trustedProxies()),
            settings.maxInFlight());
    return new EdgeServer(settings.host(), settings.port(), loops, router);
  }
}
