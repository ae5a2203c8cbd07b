package io.tributary.tracking.web;

import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Placement;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.sink.TouchSink.Stored;
import io.tributary.tracking.visitor.Visit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /i/{code}.gif}: stores that a creative was shown, and answers an invisible image. */
final class ImpressionEndpoint {

  private static final String TYPE = "impression";

  private final Links links;
  private final Visits visits;
  private final TouchSink sink;
  private final Refusals refusals;
  private final EdgeMetrics metrics;
  private final IdSource ids;
  private final InstantSource clock;

  ImpressionEndpoint(
      Links links,
      Visits visits,
      TouchSink sink,
      Refusals refusals,
      EdgeMetrics metrics,
      IdSource ids,
      InstantSource clock) {
    this.links = links;
    this.visits = visits;
    this.sink = sink;
    this.refusals = refusals;
    this.metrics = metrics;
    this.ids = ids;
    this.clock = clock;
  }

  void handle(Exchange exchange, String code) {
    Map<String, String> parameters = exchange.query();
    switch (links.resolve(code)) {
      case LinkState.Unknown() -> refuse(exchange, parameters, null, 404, "unknown_link");
      case LinkState.Inactive(LinkSnapshot link, String reason) ->
          refuse(exchange, parameters, link.tenantId(), 200, reason);
      case LinkState.Active active -> show(exchange, parameters, active.link());
    }
  }

  private void show(Exchange exchange, Map<String, String> parameters, LinkSnapshot link) {
    Visit visit = visits.of(exchange, parameters.get("no_track"));
    Instant now = clock.instant();
    Impression impression =
        new Impression(
            ids.next(),
            link.tenantId(),
            visit.visitor().value(),
            now,
            now,
            link.linkId(),
            link.campaignId(),
            link.affiliateId(),
            Placement.NONE,
            exchange.client(),
            visit.consent(),
            Judgement.NONE,
            false);
    exchange.whenStored(
        sink.store(impression),
        stored -> {
          switch (stored) {
            case Stored.Durable() -> {
              metrics.accepted(TYPE);
              visits.remember(exchange, visit);
              exchange.gif(200);
            }
            case Stored.NotDurable notDurable -> {
              metrics.notDurable(TYPE);
              exchange.refusedGif(503, "temporarily_unavailable");
            }
          }
        });
  }

  private void refuse(
      Exchange exchange,
      Map<String, String> parameters,
      @Nullable TenantId tenant,
      int status,
      String reason) {
    refusals.record(
        exchange.route(),
        TYPE,
        tenant,
        List.of(new Problem("code", reason, "does not earn at present, or does not exist")),
        exchange.path() + "?" + Masking.parameters(parameters));
    exchange.refusedGif(status, reason);
  }
}
