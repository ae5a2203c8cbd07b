package io.tributary.tracking.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.id.IdSource;
import io.tributary.tracking.client.Proxies;
import io.tributary.tracking.conversion.ConversionIntake;
import io.tributary.tracking.directory.ApiKeyDirectory;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.event.EventIntake;
import io.tributary.tracking.refusal.RefusalSink;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.visitor.ClickIds;
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
      int eventLoops,
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
      ApiKeyDirectory apiKeys,
      ConversionIntake conversions,
      EventIntake events,
      VisitorSource visitors,
      ClickIds clickIds,
      TouchSink sink,
      RefusalSink refusalSink) {}

  /** The listener, not started yet. */
  public static EdgeServer create(
      Settings settings, Parts parts, MeterRegistry registry, IdSource ids, InstantSource clock) {
    EdgeMetrics metrics = new EdgeMetrics(registry);
    Refusals refusals = new Refusals(parts.refusalSink(), metrics, ids, clock);
    Visits visits = new Visits(parts.visitors(), settings.cookieLife());
    Router router =
        new Router(
            new ClickEndpoint(
                parts.links(),
                visits,
                parts.visitors(),
                parts.clickIds(),
                parts.sink(),
                refusals,
                metrics,
                clock,
                settings.fallbackUrl()),
            new ImpressionEndpoint(
                parts.links(), visits, parts.sink(), refusals, metrics, ids, clock),
            new PixelEndpoint(
                parts.conversions(), visits, parts.sink(), refusals, metrics, ids, clock),
            new PostbackEndpoint(
                parts.conversions(), visits, parts.sink(), refusals, metrics, ids, clock),
            new EventsEndpoint(
                parts.apiKeys(), parts.events(), parts.sink(), refusals, metrics, clock),
            metrics,
            new Proxies(settings.trustedProxies()),
            settings.maxInFlight());
    return new EdgeServer(settings.host(), settings.port(), settings.eventLoops(), router);
  }
}
