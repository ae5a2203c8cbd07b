package io.tributary.tracking.web;

import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Placement;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.click.ClickDecision;
import io.tributary.tracking.click.Labels;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.sink.OncePerSecond;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.sink.TouchSink.Stored;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.Visit;
import io.tributary.tracking.visitor.VisitorSource;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /c/{code}}: recognises the visitor, decides, stores the click, redirects. Nothing
 * stops a redirect; one whose click is not durable is counted.
 */
final class ClickEndpoint {

  private static final Logger log = LoggerFactory.getLogger(ClickEndpoint.class);
  private static final String TYPE = "click";

  private final Links links;
  private final Visits visits;
  private final VisitorSource visitors;
  private final ClickIds clickIds;
  private final TouchSink sink;
  private final Refusals refusals;
  private final EdgeMetrics metrics;
  private final InstantSource clock;
  private final @Nullable String fallbackUrl;
  private final OncePerSecond logs = new OncePerSecond();

  ClickEndpoint(
      Links links,
      Visits visits,
      VisitorSource visitors,
      ClickIds clickIds,
      TouchSink sink,
      Refusals refusals,
      EdgeMetrics metrics,
      InstantSource clock,
      @Nullable String fallbackUrl) {
    this.links = links;
    this.visits = visits;
    this.visitors = visitors;
    this.clickIds = clickIds;
    this.sink = sink;
    this.refusals = refusals;
    this.metrics = metrics;
    this.clock = clock;
    this.fallbackUrl = fallbackUrl;
  }

  void handle(Exchange exchange, String code) {
    Map<String, String> parameters = exchange.query();
    switch (ClickDecision.of(links.resolve(code), deepLink(parameters))) {
      case ClickDecision.NotFound() -> notFound(exchange, parameters);
      case ClickDecision.Fallback(LinkSnapshot link, String reason) ->
          fallback(exchange, parameters, link, reason);
      case ClickDecision.Redirect redirect when exchange.method().equals(HttpMethod.HEAD) ->
          lookedAt(exchange, parameters, redirect);
      case ClickDecision.Redirect redirect -> follow(exchange, parameters, redirect);
    }
  }

  private void follow(
      Exchange exchange, Map<String, String> parameters, ClickDecision.Redirect redirect) {
    Visit visit = visits.of(exchange, parameters.get("no_track"));
    Click click = click(exchange, parameters, redirect.link(), visit);
    if (redirect.deepLinkRefused() != null) {
      metrics.deepLinkRefused(redirect.deepLinkRefused());
    }
    exchange.whenStored(
        sink.store(click),
        stored -> {
          count(stored);
          visits.remember(exchange, visit);
          exchange.redirect(redirect.target().with("click_id", click.clickId()));
        });
  }

  private Click click(
      Exchange exchange, Map<String, String> parameters, LinkSnapshot link, Visit visit) {
    Instant now = clock.instant();
    String clickId = clickIds.mint(link.tenantId(), visit.visitor(), now, visitors.nonce());
    Labels labels = Labels.from(parameters::get);
    return new Click(
        clickId,
        link.tenantId(),
        visit.visitor().value(),
        now,
        now,
        clickId,
        link.linkId(),
        link.campaignId(),
        link.affiliateId(),
        labels.subs(),
        labels.source(),
        labels.affiliateClickId(),
        Placement.NONE,
        exchange.client(),
        visit.consent(),
        Judgement.NONE,
        false);
  }

  private void count(Stored stored) {
    switch (stored) {
      case Stored.Durable() -> metrics.accepted(TYPE);
      case Stored.NotDurable(String reason) -> {
        metrics.notDurable(TYPE);
        metrics.clickUnrecorded();
        if (logs.isNow()) {
          log.error("a click was redirected without being durable: {}", reason);
        }
      }
    }
  }

  private void notFound(Exchange exchange, Map<String, String> parameters) {
    refuse(exchange, parameters, null, "unknown_link", "leads nowhere");
    exchange.page(404, "Link not found", "This link does not exist. Please check the address.");
  }

  private void fallback(
      Exchange exchange, Map<String, String> parameters, LinkSnapshot link, String reason) {
    refuse(exchange, parameters, link.tenantId(), reason, "does not earn at present");
    if (fallbackUrl == null) {
      exchange.page(200, "Offer not available", "This offer is not available at the moment.");
    } else {
      exchange.redirect(fallbackUrl);
    }
  }

  /** Programs look at links without a visitor: they see where one leads, and no click is made. */
  private void lookedAt(
      Exchange exchange, Map<String, String> parameters, ClickDecision.Redirect redirect) {
    TenantId tenant = redirect.link().tenantId();
    refuse(exchange, parameters, tenant, "head_request", "was looked at, not followed");
    exchange.redirect(redirect.target().toString());
  }

  private void refuse(
      Exchange exchange,
      Map<String, String> parameters,
      @Nullable TenantId tenant,
      String reason,
      String message) {
    refusals.record(
        exchange.route(),
        TYPE,
        tenant,
        List.of(new Problem("code", reason, message)),
        exchange.path() + "?" + Masking.parameters(parameters));
  }

  private static @Nullable String deepLink(Map<String, String> parameters) {
    String url = parameters.get("url");
    String wanted = url == null ? parameters.get("deep_link") : url;
    return wanted == null || wanted.isEmpty() ? null : wanted;
  }
}
