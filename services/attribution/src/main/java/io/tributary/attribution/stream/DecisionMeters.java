package io.tributary.attribution.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Rejected;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.tracking.TrackingEvent;
import java.time.Duration;
import java.time.InstantSource;

/** Counts decisions by kind, and the time from intake to decision. */
final class DecisionMeters {

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Timer timeToAttribute;
  private final Counter unusableRefunds;

  DecisionMeters(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.timeToAttribute =
        Timer.builder("time_to_attribute_seconds")
            .description("From the receipt of a conversion or refund to its decision")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofMinutes(10))
            .register(registry);
    this.unusableRefunds =
        Counter.builder("attribution_unusable_refunds_total")
            .description("Refunds that came before their order and are in another currency")
            .register(registry);
  }

  void decided(Decision decision, TrackingEvent source) {
    Counter.builder("attribution_decisions_total")
        .description("Decisions by kind")
        .tag("kind", kind(decision))
        .register(registry)
        .increment();
    Duration time = Duration.between(source.receivedAt(), clock.instant());
    if (!time.isNegative()) {
      timeToAttribute.record(time);
    }
  }

  void unusableRefund() {
    unusableRefunds.increment();
  }

  private static String kind(Decision decision) {
    return switch (decision) {
      case Attributed attributed -> "attributed";
      case Unattributed unattributed -> "unattributed";
      case Rejected rejected -> "rejected";
      case Duplicate duplicate -> "duplicate";
      case Superseded superseded -> "superseded";
      case Refunded refunded -> "refunded";
    };
  }
}
