package io.tributary.tracking.web;

import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.Judgement.TouchClass;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.click.Arrival;
import io.tributary.tracking.click.ClickDecision;
import io.tributary.tracking.click.ClickParameters;
import io.tributary.tracking.click.Destination;
import io.tributary.tracking.click.FallbackChain;
import io.tributary.tracking.click.Labels;
import io.tributary.tracking.click.Purpose;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.fraud.Judge;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.session.Session;
import io.tributary.tracking.session.Sessions;
import io.tributary.tracking.sink.OncePerSecond;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.sink.TouchSink.Stored;
import io.tributary.tracking.text.Text;
import io.tributary.tracking.traffic.Landing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /c/{code}}: resolves the link, reads who arrives, looks up what is remembered, judges,
 * decides, stores the click, redirects. Nothing stops a redirect; one whose click is not durable is
 * counted.
 */
final class ClickEndpoint {

  private static final Logger log = LoggerFactory.getLogger(ClickEndpoint.class);
  private static final String TYPE = "click";

  /** What is no visit neither sees nor leaves a trace. */
  private static final Session NOTHING_BEFORE = Session.of(true, new long[0]);

  private final Links links;
  private final Arrivals arrivals;
  private final Sessions sessions;
  private final Judge judge;
  private final FallbackChain fallbacks;
  private final Visits visits;
  private final TouchSink sink;
  private final Refusals refusals;
  private final EdgeMetrics metrics;
  private final OncePerSecond logs = new OncePerSecond();

  ClickEndpoint(
      Links links,
      Arrivals arrivals,
      Sessions sessions,
      Judge judge,
      FallbackChain fallbacks,
      Visits visits,
      TouchSink sink,
      Refusals refusals,
      EdgeMetrics metrics) {
    this.links = links;
    this.arrivals = arrivals;
    this.sessions = sessions;
    this.judge = judge;
    this.fallbacks = fallbacks;
    this.visits = visits;
    this.sink = sink;
    this.refusals = refusals;
    this.metrics = metrics;
  }

  void handle(Exchange exchange, String code) {
    arrive(exchange, links.resolve(code), ClickParameters.of(exchange.rawQuery()));
  }

  /** The link of a code, or of a campaign and an affiliate, in the query. */
  void handleAlias(Exchange exchange) {
    ClickParameters parameters = ClickParameters.of(exchange.rawQuery());
    arrive(exchange, resolve(parameters), parameters);
  }

  private LinkState resolve(ClickParameters parameters) {
    String code = parameters.code();
    if (code != null) {
      return links.resolve(code);
    }
    String campaign = parameters.campaign();
    String affiliate = parameters.affiliate();
    if (campaign == null || affiliate == null) {
      return new LinkState.Unknown();
    }
    try {
      return links.resolve(new CampaignId(campaign), new AffiliateId(affiliate));
    } catch (IllegalArgumentException e) {
      // One of the texts is no id: nothing has it.
      return new LinkState.Unknown();
    }
  }

  private void arrive(Exchange exchange, LinkState state, ClickParameters parameters) {
    switch (state) {
      case LinkState.Unknown() -> notFound(exchange);
      case LinkState.Known known -> {
        Arrival arrival = arrivals.atLink(exchange, known, parameters);
        if (arrival.purpose() == Purpose.VISIT) {
          exchange.whenKnown(sessions.look(arrival), session -> decide(exchange, arrival, session));
        } else {
          decide(exchange, arrival, NOTHING_BEFORE);
        }
      }
    }
  }

  private void decide(Exchange exchange, Arrival arrival, Session session) {
    ClickDecision decision =
        ClickDecision.of(arrival, judge.click(arrival, session), session.capCounts(), fallbacks);
    if (arrival.purpose() == Purpose.LOOK) {
      lookedAt(exchange, arrival, decision);
      return;
    }
    count(arrival, decision);
    String location = location(decision.destination(), arrival);
    exchange.whenStored(
        sink.store(click(arrival, decision, location)),
        stored -> {
          count(stored);
          if (decision instanceof ClickDecision.Follow && arrival.purpose() == Purpose.VISIT) {
            visits.remember(exchange, arrival.visit(), arrival.terms());
          }
          lead(exchange, arrival, location);
        });
  }

  private static Click click(Arrival arrival, ClickDecision decision, @Nullable String location) {
    LinkSnapshot link = arrival.link();
    ClickParameters parameters = arrival.parameters();
    String clickId = Objects.requireNonNull(arrival.clickId());
    return new Click(
        clickId,
        link.tenantId(),
        arrival.visit().visitor().value(),
        arrival.at(),
        arrival.at(),
        clickId,
        link.linkId(),
        link.campaignId(),
        link.affiliateId(),
        parameters.subs(),
        parameters.source(),
        parameters.affiliateClickId(),
        switch (decision) {
          case ClickDecision.Follow follow ->
              parameters.placement(urlId(follow.destination()), Map.of());
          case ClickDecision.Divert divert ->
              parameters.placement(null, diverted(divert, location));
        },
        arrival.client(),
        arrival.visit().permission().consent(),
        decision.judgement(),
        false);
  }

  private static @Nullable String urlId(Destination destination) {
    return destination instanceof Destination.CampaignPage(Landing landing)
        ? landing.urlId()
        : null;
  }

  private static Map<String, String> diverted(
      ClickDecision.Divert divert, @Nullable String location) {
    return Map.of(
        "diverted_by",
        divert.reason(),
        "diverted_to",
        location == null ? "neutral_page" : Text.cut(location, Labels.MAX_LENGTH));
  }

  /** Null for the neutral page. */
  private @Nullable String location(Destination destination, Arrival arrival) {
    return switch (destination) {
      case Destination.CampaignPage(Landing landing) -> {
        if (landing.page().leavesMacrosOut()) {
          metrics.macrosLeftOut();
        }
        yield landing.page().address(arrival, arrival.clickId());
      }
      case Destination.DeepLink deepLink ->
          arrival.clickId() == null
              ? deepLink.url().toString()
              : deepLink.url().with("click_id", arrival.clickId());
      case Destination.Address address -> address.url();
      case Destination.NeutralPage() -> null;
    };
  }

  private static void lead(Exchange exchange, Arrival arrival, @Nullable String location) {
    if (location == null) {
      exchange.page(200, "Offer not available", "This offer is not available at the moment.");
      return;
    }
    switch (arrival.state()) {
      case LinkState.Active active ->
          exchange.redirect(
              active.campaign().traffic().redirectStatus(),
              location,
              active.campaign().traffic().referrerPolicy());
      case LinkState.Inactive inactive ->
          exchange.redirect(
              TrafficTerms.DEFAULT.redirectStatus(),
              location,
              TrafficTerms.DEFAULT.referrerPolicy());
    }
  }

  private void count(Arrival arrival, ClickDecision decision) {
    if (decision instanceof ClickDecision.Follow follow && follow.deepLinkRefused() != null) {
      metrics.deepLinkRefused(follow.deepLinkRefused());
    }
    if (!decision.judgement().mayEarn()) {
      metrics.invalid(TYPE, String.valueOf(decision.judgement().reason()));
    } else if (decision.judgement().touchClass() == TouchClass.UNIQUE) {
      sessions.counted(arrival);
    }
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

  private void notFound(Exchange exchange) {
    refuse(exchange, null, "unknown_link", "leads nowhere");
    exchange.page(404, "Link not found", "This link does not exist. Please check the address.");
  }

  /** Programs look at links without a visitor: they see where one leads, and no click is made. */
  private void lookedAt(Exchange exchange, Arrival arrival, ClickDecision decision) {
    refuse(exchange, arrival.link().tenantId(), "head_request", "was looked at, not followed");
    lead(exchange, arrival, location(decision.destination(), arrival));
  }

  private void refuse(Exchange exchange, @Nullable TenantId tenant, String reason, String message) {
    refusals.record(
        exchange.route(),
        TYPE,
        tenant,
        List.of(new Problem("code", reason, message)),
        exchange.path() + "?" + Masking.parameters(exchange.query()));
  }
}
