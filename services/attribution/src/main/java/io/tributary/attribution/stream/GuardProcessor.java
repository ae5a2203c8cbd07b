package io.tributary.attribution.stream;

import io.tributary.attribution.conversion.ConversionState;
import io.tributary.attribution.conversion.Revisions;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.tracking.TrackingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that a conversion is decided once, whoever reports it, however often. */
final class GuardProcessor implements Processor<String, GuardInput, String, Decision> {

  static final String DECIDED = "decided";

  private static final Logger log = LoggerFactory.getLogger(GuardProcessor.class);

  private final Duration remembered;
  private final DecisionMeters meters;
  private @Nullable ProcessorContext<String, Decision> context;
  private @Nullable KeyValueStore<String, ConversionState> decided;

  /**
   * A guard.
   *
   * @param remembered how long after its last event a conversion is remembered; the database knows
   *     it for good
   */
  GuardProcessor(Duration remembered, DecisionMeters meters) {
    this.remembered = remembered;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, Decision> context) {
    KeyValueStore<String, ConversionState> store = context.getStateStore(DECIDED);
    this.context = context;
    this.decided = store;
    Sweep<ConversionState> sweep = new Sweep<>(store, this::kept);
    context.schedule(Sweep.EVERY, PunctuationType.STREAM_TIME, sweep::run);
  }

  @Override
  public void process(Record<String, GuardInput> record) {
    KeyValueStore<String, ConversionState> store = Objects.requireNonNull(decided);
    TrackingEvent source = record.value().source();
    String key = source.tenantId().value() + "|" + record.key();
    Revisions.Step step = step(store.get(key), record.value());
    store.put(key, step.state());
    step.unusable()
        .forEach(
            refund -> {
              meters.unusableRefund();
              log.warn(
                  "refund event {} of {} is not in the currency of its order and was left out",
                  refund.eventId(),
                  record.key());
            });
    for (Decision decision : step.decisions()) {
      Objects.requireNonNull(context)
          .forward(new Record<>(record.key(), decision, record.timestamp()));
      meters.decided(decision, source);
    }
  }

  private static Revisions.Step step(@Nullable ConversionState known, GuardInput input) {
    if (input.proposal() != null) {
      return Revisions.report(known, input.proposal());
    }
    return Revisions.refund(known, Objects.requireNonNull(input.refund()));
  }

  private @Nullable ConversionState kept(ConversionState state, Instant now) {
    return state.changedAt().plus(remembered).isBefore(now) ? null : state;
  }
}
