package io.tributary.tracking.web;

import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.click.Admission;
import io.tributary.tracking.click.Arrival;
import io.tributary.tracking.click.ClickParameters;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.fraud.Judge;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.session.Sessions;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.sink.TouchSink.Stored;
import java.util.List;
import java.util.Map;

/** {@code GET /i/{code}.gif}: stores that a creative was shown, and answers an invisible image. */
final class ImpressionEndpoint {

  private static final String TYPE = "impression";
  private static final long[] NO_COUNTS = {};

  private final Links links;
  private final Arrivals arrivals;
  private final Sessions sessions;
  private final Judge judge;
  private final Visits visits;
  private final TouchSink sink;
  private final Refusals refusals;
  private final EdgeMetrics metrics;
  private final IdSource ids;

  ImpressionEndpoint(
      Links links,
      Arrivals arrivals,
      Sessions sessions,
      Judge judge,
      Visits visits,
      TouchSink sink,
      Refusals refusals,
      EdgeMetrics metrics,
      IdSource ids) {
    this.links = links;
    this.arrivals = arrivals;
    this.sessions = sessions;
    this.judge = judge;
    this.visits = visits;
    this.sink = sink;
    this.refusals = refusals;
    this.metrics = metrics;
    this.ids = ids;
  }

  void handle(Exchange exchange, String code) {
    switch (links.resolve(code)) {
      case LinkState.Unknown() -> refuse(exchange);
      case LinkState.Known known ->
          show(
              exchange,
              arrivals.atCreative(exchange, known, ClickParameters.of(exchange.rawQuery())));
    }
  }

  private void show(Exchange exchange, Arrival arrival) {
    sessions.shown(arrival);
    Impression impression = impression(arrival);
    if (!impression.judgement().mayEarn()) {
      metrics.invalid(TYPE, String.valueOf(impression.judgement().reason()));
    }
    exchange.whenStored(
        sink.store(impression),
        stored -> {
          switch (stored) {
            case Stored.Durable() -> {
              metrics.accepted(TYPE);
              visits.remember(exchange, arrival.visit(), arrival.terms());
              exchange.gif(200);
            }
            case Stored.NotDurable notDurable -> {
              metrics.notDurable(TYPE);
              exchange.refusedGif(503, "temporarily_unavailable");
            }
          }
        });
  }

  private Impression impression(Arrival arrival) {
    LinkSnapshot link = arrival.link();
    return new Impression(
        ids.next(),
        link.tenantId(),
        arrival.visit().visitor().value(),
        arrival.at(),
        arrival.at(),
        link.linkId(),
        link.campaignId(),
        link.affiliateId(),
        arrival.parameters().placement(arrival.parameters().urlId(), Map.of()),
        arrival.client(),
        arrival.visit().permission().consent(),
        Admission.judgement(judge.impression(arrival), Admission.refusal(arrival, NO_COUNTS)),
        false);
  }

  private void refuse(Exchange exchange) {
    refusals.record(
        exchange.route(),
        TYPE,
        null,
        List.of(new Problem("code", "unknown_link", "does not exist")),
        exchange.path() + "?" + Masking.parameters(exchange.query()));
    exchange.refusedGif(404, "unknown_link");
  }
}
