package io.tributary.tracking.web;

import io.tributary.contract.id.IdSource;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.tracking.conversion.ConversionDecision;
import io.tributary.tracking.conversion.ConversionIntake;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.sink.TouchSink;
import io.tributary.tracking.sink.TouchSink.Stored;
import java.time.InstantSource;
import java.util.Map;

/** {@code GET /p.gif}: a conversion that the customer's own browser reports. */
final class PixelEndpoint {

  private static final String TYPE = "conversion";

  private final ConversionIntake intake;
  private final Visits visits;
  private final TouchSink sink;
  private final Refusals refusals;
  private final EdgeMetrics metrics;
  private final IdSource ids;
  private final InstantSource clock;

  PixelEndpoint(
      ConversionIntake intake,
      Visits visits,
      TouchSink sink,
      Refusals refusals,
      EdgeMetrics metrics,
      IdSource ids,
      InstantSource clock) {
    this.intake = intake;
    this.visits = visits;
    this.sink = sink;
    this.refusals = refusals;
    this.metrics = metrics;
    this.ids = ids;
    this.clock = clock;
  }

  void handle(Exchange exchange) {
    Map<String, String> parameters = exchange.query();
    ConversionDecision decision =
        intake.pixel(
            parameters,
            visits.known(exchange, parameters.get("no_track")),
            exchange.client(),
            ids.next(),
            clock.instant());
    switch (decision) {
      case ConversionDecision.Accepted accepted -> store(exchange, accepted.event());
      case ConversionDecision.TakenBack impossible ->
          throw new IllegalStateException("a browser cannot take a conversion back");
      case ConversionDecision.Refused refused -> {
        refusals.record(
            exchange.route(),
            TYPE,
            refused.tenantId(),
            refused.problems(),
            Masking.parameters(parameters));
        exchange.refusedGif(422, refused.problems().getFirst().code());
      }
    }
  }

  private void store(Exchange exchange, ConversionReceived event) {
    exchange.whenStored(
        sink.store(event),
        stored -> {
          switch (stored) {
            case Stored.Durable() -> {
              metrics.accepted(TYPE);
              exchange.gif(200);
            }
            case Stored.NotDurable notDurable -> {
              metrics.notDurable(TYPE);
              exchange.refusedGif(503, "temporarily_unavailable");
            }
          }
        });
  }
}
