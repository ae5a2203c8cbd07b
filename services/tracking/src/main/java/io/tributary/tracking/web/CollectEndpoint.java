package io.tributary.tracking.web;

import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.tracking.Consent;
import io.tributary.tracking.directory.PageHostDirectory;
import io.tributary.tracking.event.EventDecision;
import io.tributary.tracking.event.EventTimes;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.refusal.Problems;
import io.tributary.tracking.script.PageHosts;
import io.tributary.tracking.script.ScriptIntake;
import io.tributary.tracking.script.ScriptSender;
import io.tributary.tracking.text.Text;
import io.tributary.tracking.visitor.Permission;
import io.tributary.tracking.visitor.Visit;
import io.tributary.tracking.visitor.VisitorId;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * {@code POST /v1/collect}: events of the script on a page that shows a publishable key, and {@code
 * GET /v1/script-config}: how the script is to behave there.
 */
final class CollectEndpoint {

  /** Of a body, in bytes: what browsers send while a page goes away. */
  static final int MAX_BODY = 64 * 1024;

  /** Of a request. */
  static final int MAX_EVENTS = 20;

  /** How long a browser keeps the answer to a preflight, in seconds. */
  static final int PREFLIGHT_MAX_AGE = 600;

  /** How long a browser keeps the script's settings, in seconds. */
  static final int CONFIG_MAX_AGE = 300;

  /** Of the script's fingerprint, in characters. */
  static final int MAX_FINGERPRINT = 64;

  /** Of the browser's time zone, in characters. */
  static final int MAX_TIME_ZONE = 64;

  private final Pages pages;
  private final PageHostDirectory hosts;
  private final Gate gate;
  private final ScriptIntake intake;
  private final Arrivals arrivals;
  private final Visits visits;
  private final Duration cookieLife;
  private final EventRecorder recorder;
  private final InstantSource clock;

  CollectEndpoint(
      Pages pages,
      PageHostDirectory hosts,
      Gate gate,
      ScriptIntake intake,
      Arrivals arrivals,
      Visits visits,
      Duration cookieLife,
      EventRecorder recorder,
      InstantSource clock) {
    this.pages = pages;
    this.hosts = hosts;
    this.gate = gate;
    this.intake = intake;
    this.arrivals = arrivals;
    this.visits = visits;
    this.cookieLife = cookieLife;
    this.recorder = recorder;
    this.clock = clock;
  }

  /** The key stands in the body, so a preflight is answered for the pages of any key. */
  void preflight(Exchange exchange) {
    String origin = exchange.header(HttpHeaders.ORIGIN);
    String host = PageHosts.of(origin);
    if (origin == null || host == null || !PageHosts.isNamed(host, hosts::isNamed)) {
      exchange.problem(403, "host_not_allowed", "No key names the host of this page.", List.of());
      return;
    }
    exchange.allowOrigin(origin);
    exchange.preflight("POST", PREFLIGHT_MAX_AGE);
  }

  /** What the script has to know before it may store anything in the browser. */
  void configure(Exchange exchange) {
    ApiKeySnapshot key = pages.key(exchange.query().get("key"));
    if (key == null) {
      refuseKey(exchange);
      return;
    }
    // Browsers do not tell the origin of a page when it asks its own host: then nothing is told.
    if (!Pages.admits(exchange, key) && exchange.header(HttpHeaders.ORIGIN) != null) {
      refuseHost(exchange, key);
      return;
    }
    Arrivals.Browser browser = arrivals.onPage(exchange, key.tenantId(), null, null);
    TrackingTerms terms = browser.terms();
    Permission undecided = browser.permission();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("opted_out", undecided.consent() == Consent.DENIED);
    answer.put(
        "unknown_consent", undecided.cookie() || undecided.fingerprint() ? "granted" : "denied");
    answer.put("cookies", terms.cookies());
    Duration life = terms.cookieLife();
    answer.put("cookie_life", (life == null ? cookieLife : life).toSeconds());
    answer.put("fingerprint", terms.fingerprint() != TrackingTerms.Fingerprint.OFF);
    answer.put("outbound_domains", terms.outboundDomains());
    exchange.jsonForBrowser(answer, CONFIG_MAX_AGE);
  }

  void handle(Exchange exchange) {
    String type = exchange.mediaType();
    if (type != null && !type.equals("text/plain") && !type.equals("application/json")) {
      recorder.refuse(
          exchange,
          null,
          415,
          "unsupported_media_type",
          "Send text/plain or application/json.",
          "");
      return;
    }
    exchange.body(
        MAX_BODY,
        body -> read(exchange, body),
        () ->
            recorder.refuse(
                exchange,
                null,
                413,
                "body_too_large",
                "The body is larger than %d bytes.".formatted(MAX_BODY),
                ""));
  }

  private void read(Exchange exchange, byte[] body) {
    Object json;
    try {
      json = Json.parse(body);
    } catch (JacksonException e) {
      recorder.refuse(
          exchange,
          null,
          400,
          "malformed_json",
          "The body is not JSON.",
          Masking.freeText(new String(body, StandardCharsets.UTF_8)));
      return;
    }
    if (!(json instanceof Map<?, ?> batch) || !(batch.get("events") instanceof List<?> events)) {
      recorder.refuse(
          exchange,
          null,
          400,
          "invalid_batch",
          "The body is not an object with an array named events.",
          Json.masked(json));
      return;
    }
    ApiKeySnapshot key = pages.key(text(batch, "key"));
    if (key == null) {
      refuseKey(exchange);
    } else if (!Pages.admits(exchange, key)) {
      refuseHost(exchange, key);
    } else if (events.size() > MAX_EVENTS) {
      recorder.refuse(
          exchange,
          key.tenantId(),
          413,
          "too_many_events",
          "A request holds %d events at most.".formatted(MAX_EVENTS),
          "%d events".formatted(events.size()));
    } else if (gate.admits(exchange, key)) {
      take(exchange, key, batch, events);
    }
  }

  private void take(Exchange exchange, ApiKeySnapshot key, Map<?, ?> batch, List<?> events) {
    Arrivals.Browser browser =
        arrivals.onPage(
            exchange,
            key.tenantId(),
            text(batch, "consent"),
            Text.clean(text(batch, "fingerprint"), MAX_FINGERPRINT));
    Permission permission = browser.permission();
    boolean ownSite = isSameSite(exchange);
    VisitorId cookie =
        permission.cookie() && ownSite ? VisitorId.parse(exchange.cookie(Visits.COOKIE)) : null;
    ScriptSender sender =
        new ScriptSender(
            key,
            exchange.address(),
            exchange.hints(),
            browser.client(),
            permission.consent(),
            permission.cookie(),
            cookie,
            Text.clean(text(batch, "time_zone"), MAX_TIME_ZONE),
            EventTimes.parse("sent_at", text(batch, "sent_at"), new Problems()));
    Instant now = clock.instant();
    List<EventDecision> decisions = new ArrayList<>(events.size());
    EventRecorder.Batch recorded = recorder.batch(exchange.route(), key.tenantId());
    for (Object event : events) {
      EventDecision decision = intake.decide(event, sender, now);
      decisions.add(decision);
      recorded.take(decision, () -> Json.masked(event));
    }
    VisitorId visitor = permission.cookie() ? visitor(decisions, cookie) : null;
    Runnable answer =
        () -> {
          if (visitor != null) {
            boolean isNew = ownSite && cookie == null;
            visits.remember(exchange, new Visit(visitor, permission, isNew), browser.terms());
          }
          exchange.json(202, EventResults.write(decisions, visitor));
        };
    recorded.whenDurable(exchange, answer).run();
  }

  /** The visitor of the edge's cookie, else the one that the events are of. */
  private static @Nullable VisitorId visitor(
      List<EventDecision> decisions, @Nullable VisitorId cookie) {
    if (cookie != null) {
      return cookie;
    }
    for (EventDecision decision : decisions) {
      if (decision instanceof EventDecision.Accepted accepted) {
        VisitorId visitor = VisitorId.parse(accepted.event().visitorId());
        if (visitor != null) {
          return visitor;
        }
      }
    }
    return null;
  }

  private static @Nullable String text(Map<?, ?> batch, String name) {
    return batch.get(name) instanceof String text ? text : null;
  }

  /** Whether the edge's cookie belongs to the site of the page. */
  private static boolean isSameSite(Exchange exchange) {
    String site = exchange.header("Sec-Fetch-Site");
    return "same-origin".equals(site) || "same-site".equals(site);
  }

  private void refuseKey(Exchange exchange) {
    recorder.refuse(
        exchange, null, 401, "invalid_api_key", "The publishable key is missing or not valid.", "");
  }

  private void refuseHost(Exchange exchange, ApiKeySnapshot key) {
    recorder.refuse(
        exchange,
        key.tenantId(),
        403,
        "host_not_allowed",
        "The key does not name the host of this page.",
        String.valueOf(Pages.host(exchange)));
  }
}
