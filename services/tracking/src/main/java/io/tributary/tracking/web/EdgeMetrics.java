package io.tributary.tracking.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.tracking.input.Sent.Warning;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the edge counts. Meters are looked up once and kept. */
final class EdgeMetrics {

  private final MeterRegistry registry;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Counter clicksUnrecorded;
  private final Counter unexpected;
  private final Map<String, Counter> events = new ConcurrentHashMap<>();
  private final Map<String, Counter> refused = new ConcurrentHashMap<>();
  private final Map<String, Counter> warnings = new ConcurrentHashMap<>();
  private final Map<String, Counter> deepLinks = new ConcurrentHashMap<>();
  private final Map<String, Counter> invalidTouches = new ConcurrentHashMap<>();
  private final Counter macrosLeftOut;
  private final Map<Route, Map<Integer, Timer>> requests = new EnumMap<>(Route.class);

  EdgeMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Route route : Route.values()) {
      requests.put(route, new ConcurrentHashMap<>());
    }
    clicksUnrecorded =
        Counter.builder("clicks_unrecorded_total")
            .description("Clicks that were redirected without being durable; must stay 0")
            .register(registry);
    macrosLeftOut =
        Counter.builder("landing_macros_left_out_total")
            .description("Redirects to pages whose address holds macros that are always empty")
            .register(registry);
    unexpected =
        Counter.builder("edge_unexpected_errors_total")
            .description("Requests that met a bug; must stay 0")
            .register(registry);
    Gauge.builder("edge_requests_in_flight", inFlight, AtomicInteger::doubleValue)
        .description("Requests that are not answered yet")
        .register(registry);
  }

  int requestStarted() {
    return inFlight.incrementAndGet();
  }

  void requestAnswered(Route route, int status, long nanos) {
    inFlight.decrementAndGet();
    Objects.requireNonNull(requests.get(route))
        .computeIfAbsent(status, key -> timer(route, key))
        .record(Duration.ofNanos(nanos));
  }

  void accepted(String type) {
    event(type, "accepted");
  }

  void refused(String type, String reason) {
    event(type, "refused");
    refused
        .computeIfAbsent(
            reason,
            key ->
                Counter.builder("tracking_refused_total")
                    .description("Inputs that were refused, by reason")
                    .tag("reason", key)
                    .register(registry))
        .increment();
  }

  /** Members that were sent and had no effect. */
  void warned(List<Warning> warnings) {
    for (Warning warning : warnings) {
      this.warnings
          .computeIfAbsent(
              warning.code(),
              key ->
                  Counter.builder("tracking_warnings_total")
                      .description("Members of accepted events that had no effect, by reason")
                      .tag("reason", key)
                      .register(registry))
          .increment();
    }
  }

  void notDurable(String type) {
    event(type, "not_durable");
  }

  void clickUnrecorded() {
    clicksUnrecorded.increment();
  }

  void deepLinkRefused(String reason) {
    deepLinks
        .computeIfAbsent(
            reason,
            key ->
                Counter.builder("deep_links_refused_total")
                    .description("Deep links that were replaced by the landing page, by reason")
                    .tag("reason", key)
                    .register(registry))
        .increment();
  }

  /** A touch was recorded that does not count. */
  void invalid(String type, String reason) {
    invalidTouches
        .computeIfAbsent(
            type + '/' + reason,
            key ->
                Counter.builder("invalid_touches_total")
                    .description("Clicks and impressions that were recorded and do not count")
                    .tag("type", type)
                    .tag("reason", reason)
                    .register(registry))
        .increment();
  }

  /** A request was one too many of its kind. */
  void rateLimited(String name) {
    Counter.builder("rate_limited_total")
        .description("Requests that were answered 429, by what limits them")
        .tag("class", name)
        .register(registry)
        .increment();
  }

  void macrosLeftOut() {
    macrosLeftOut.increment();
  }

  void unexpectedError() {
    unexpected.increment();
  }

  private void event(String type, String result) {
    events
        .computeIfAbsent(
            type + '/' + result,
            key ->
                Counter.builder("tracking_events_total")
                    .description("Events by type and by what became of them")
                    .tag("type", type)
                    .tag("result", result)
                    .register(registry))
        .increment();
  }

  private Timer timer(Route route, int status) {
    return Timer.builder("edge_request_seconds")
        .description("Time from a request's head to its answer, by route and status")
        .tag("route", route.template())
        .tag("status", Integer.toString(status))
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(5))
        .register(registry);
  }
}
