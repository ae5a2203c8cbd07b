package io.tributary.tracking.web;

import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.event.EventDecision;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.sink.TouchSink.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries out what was decided on requests that hold several events. */
final class EventRecorder {

  private final String whole;
  private final TouchSink sink;
  private final Refusals refusals;
  private final EdgeMetrics metrics;

  /**
   * A recorder.
   *
   * @param whole what a request is counted as where it is not told apart into its events
   */
  EventRecorder(String whole, TouchSink sink, Refusals refusals, EdgeMetrics metrics) {
    this.whole = whole;
    this.sink = sink;
    this.refusals = refusals;
    this.metrics = metrics;
  }

  /** The events of one request that belong together: they are durable, or to be sent again. */
  Batch batch(Route route, TenantId tenant) {
    return new Batch(route, tenant);
  }

  /** Refuses a request as a whole. */
  void refuse(
      Exchange exchange,
      @Nullable TenantId tenant,
      int status,
      String code,
      String detail,
      String raw) {
    refusal(exchange, tenant, status, code, detail, raw).run();
  }

  /** Records that a request is refused as a whole, and returns the step that answers so. */
  Runnable refusal(
      Exchange exchange,
      @Nullable TenantId tenant,
      int status,
      String code,
      String detail,
      String raw) {
    refused(exchange.route(), tenant, new Problem("", code, detail), raw);
    return () -> exchange.problem(status, code, detail, List.of());
  }

  /** Records that a request was refused as a whole, or from some point on. */
  void refused(Route route, @Nullable TenantId tenant, Problem problem, String raw) {
    refusals.record(route, whole, tenant, List.of(problem), raw);
  }

  /** Answers that it is not certain that the events are recorded. */
  void notDurable(Exchange exchange) {
    metrics.notDurable(whole);
    exchange.notDurable();
  }

  /** The events of one request, in their order. */
  final class Batch {

    private final Route route;
    private final TenantId tenant;
    private final List<CompletableFuture<Stored>> underWay = new ArrayList<>();
    private final List<EventDecision.Accepted> accepted = new ArrayList<>();

    private Batch(Route route, TenantId tenant) {
      this.route = route;
      this.tenant = tenant;
    }

    /**
     * Stores an event that is accepted and records one that is refused.
     *
     * @param raw the input, masked; asked for only where it is recorded
     */
    void take(EventDecision decision, Supplier<String> raw) {
      switch (decision) {
        case EventDecision.Accepted one -> {
          Identified binding = one.binding();
          if (binding != null) {
            underWay.add(sink.store(binding));
          }
          underWay.add(sink.store(one.event()));
          accepted.add(one);
        }
        case EventDecision.Refused one ->
            refusals.record(route, one.type(), tenant, one.problems(), raw.get());
      }
    }

    /** Records input of which no event is made. */
    void leaveOut(String type, List<Problem> problems, String raw) {
      refusals.record(route, type, tenant, problems, raw);
    }

    /** What became of all that was accepted. */
    CompletableFuture<Stored> stored() {
      return AllStored.of(underWay);
    }

    /** Counts what was accepted, once it is durable. */
    void count() {
      for (EventDecision.Accepted one : accepted) {
        metrics.accepted(one.type());
        metrics.warned(one.warnings());
      }
    }

    /** The step that waits until all that was accepted is durable, and answers then. */
    Runnable whenDurable(Exchange exchange, Runnable answer) {
      CompletableFuture<Stored> all = stored();
      return () ->
          exchange.whenStored(
              all,
              stored -> {
                switch (stored) {
                  case Stored.Durable() -> {
                    count();
                    answer.run();
                  }
                  case Stored.NotDurable notDurable -> notDurable(exchange);
                }
              });
    }
  }
}
