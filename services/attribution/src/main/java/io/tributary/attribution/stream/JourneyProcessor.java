package io.tributary.attribution.stream;

import io.tributary.attribution.conversion.Proposal;
import io.tributary.attribution.journey.Attribution;
import io.tributary.attribution.journey.AttributionDecision;
import io.tributary.attribution.journey.AttributionDecision.Patience;
import io.tributary.attribution.journey.AttributionDecision.Settled;
import io.tributary.attribution.journey.AttributionDecision.Wait;
import io.tributary.attribution.journey.Journey;
import io.tributary.attribution.journey.Programme;
import io.tributary.attribution.journey.Retention;
import io.tributary.attribution.journey.Touch;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.ConsentChanged;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.PageViewed;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.TrackingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the touches of each visitor and proposes a decision for each report of a conversion.
 *
 * <p>A conversion whose campaign, affiliate or named click is not known yet waits in a store. It is
 * decided as soon as that arrives, and with what is known when its time is over: by the receipt
 * times of its partition, so that a replay waits for the same events, or by the clock when nothing
 * more comes in.
 */
final class JourneyProcessor implements Processor<String, TrackingEvent, String, GuardInput> {

  static final String TOUCHES = "touches";
  static final String PENDING = "pending";

  /** Conversions of one partition that may wait at a time; the next ones are decided at once. */
  static final int MAX_PENDING = 2_000;

  private static final Duration LOOK_AT_PENDING_EVERY = Duration.ofMillis(200);
  private static final char SEPARATOR = '|';

  private final Programme programme;
  private final Retention retention;
  private final WaitLimits limits;
  // What the store holds, so that looking at all of it costs nothing.
  private final TreeMap<String, Pending> waiting = new TreeMap<>();
  private @Nullable State initialized;

  JourneyProcessor(Programme programme, Retention retention, WaitLimits limits) {
    this.programme = programme;
    this.retention = retention;
    this.limits = limits;
  }

  @Override
  public void init(ProcessorContext<String, GuardInput> context) {
    KeyValueStore<String, VisitorTouches> touches = context.getStateStore(TOUCHES);
    KeyValueStore<String, Pending> pending = context.getStateStore(PENDING);
    initialized = new State(context, touches, pending);
    waiting.clear();
    try (KeyValueIterator<String, Pending> entries = pending.all()) {
      while (entries.hasNext()) {
        KeyValue<String, Pending> entry = entries.next();
        waiting.put(entry.key, entry.value);
      }
    }
    Sweep<VisitorTouches> sweep = new Sweep<>(touches, this::kept);
    context.schedule(Sweep.EVERY, PunctuationType.STREAM_TIME, sweep::run);
    context.schedule(LOOK_AT_PENDING_EVERY, PunctuationType.WALL_CLOCK_TIME, this::lookAtPending);
  }

  @Override
  public void process(Record<String, TrackingEvent> record) {
    releaseBefore(record.timestamp());
    switch (record.value()) {
      case Click click -> remember(click, Touch.of(click, sequence()));
      case Impression impression -> remember(impression, Touch.of(impression, sequence()));
      case ConversionReceived conversion -> decide(conversion, record.timestamp());
      case RefundReceived refund ->
          forward(refund.conversionId().value(), GuardInput.of(refund), record.timestamp());
      case Identified identified -> {
        // Journeys are per visitor; nothing is stitched to a person here.
      }
      case ConsentChanged changed -> {
        // The edge decides what may be recorded.
      }
      case PageViewed viewed -> {
        // A page of the advertiser is no touch of an affiliate.
      }
    }
  }

  private void remember(TrackingEvent event, Touch touch) {
    String key = visitorKey(event);
    VisitorTouches known = state().touches.get(key);
    Journey before = known == null ? Journey.EMPTY : known.journey();
    Journey after = before.with(touch);
    if (!after.equals(before)) {
      state().touches.put(key, new VisitorTouches(event.tenantId(), after));
    }
    if (!waiting.isEmpty()) {
      String prefix = key + SEPARATOR;
      release(
          List.copyOf(waiting.subMap(prefix, true, prefix + Character.MAX_VALUE, false).keySet()),
          pending -> false);
    }
  }

  private void decide(ConversionReceived conversion, long timestamp) {
    Patience patience = waiting.size() < MAX_PENDING ? Patience.CAN_WAIT : Patience.EXHAUSTED;
    switch (Attribution.decide(conversion, journey(conversion), programme, patience)) {
      case Wait wait ->
          keep(
              pendingKey(conversion),
              new Pending(conversion, wait.what(), state().context.currentSystemTimeMs()));
      case Settled settled -> propose(conversion, settled, timestamp);
    }
  }

  /** Decides what waited its time by the receipt times of this partition. */
  private void releaseBefore(long streamTime) {
    if (!waiting.isEmpty()) {
      release(
          List.copyOf(waiting.keySet()),
          pending -> streamTime - pending.report().receivedAt().toEpochMilli() > limit(pending));
    }
  }

  /** Decides what can be decided now, and what waited its time by the clock. */
  private void lookAtPending(long now) {
    if (!waiting.isEmpty()) {
      release(List.copyOf(waiting.keySet()), pending -> now - pending.since() >= limit(pending));
    }
  }

  private void release(List<String> keys, Predicate<Pending> isOver) {
    for (String key : keys) {
      Pending pending = waiting.get(key);
      if (pending == null) {
        continue;
      }
      ConversionReceived report = pending.report();
      Patience patience = isOver.test(pending) ? Patience.EXHAUSTED : Patience.CAN_WAIT;
      AttributionDecision decision =
          Attribution.decide(report, journey(report), programme, patience);
      switch (decision) {
        case Wait wait when wait.what() == pending.what() -> {
          // It goes on waiting for the same.
        }
        case Wait wait -> keep(key, new Pending(report, wait.what(), pending.since()));
        case Settled settled -> {
          waiting.remove(key);
          state().pending.delete(key);
          propose(report, settled, report.receivedAt().toEpochMilli());
        }
      }
    }
  }

  private void keep(String key, Pending pending) {
    waiting.put(key, pending);
    state().pending.put(key, pending);
  }

  private void propose(ConversionReceived conversion, Settled settled, long timestamp) {
    forward(
        conversion.conversionId().value(),
        GuardInput.of(Proposal.of(conversion, settled)),
        timestamp);
  }

  private void forward(String conversion, GuardInput input, long timestamp) {
    state().context.forward(new Record<>(conversion, input, timestamp));
  }

  private Journey journey(ConversionReceived conversion) {
    VisitorTouches known = state().touches.get(visitorKey(conversion));
    return known == null ? Journey.EMPTY : known.journey();
  }

  private @Nullable VisitorTouches kept(VisitorTouches visitor, Instant now) {
    TenantId tenant = visitor.tenantId();
    Journey left =
        visitor.journey().without(touch -> retention.isOver(touch, tenant, programme, now));
    if (left.isEmpty()) {
      return null;
    }
    return left.equals(visitor.journey()) ? visitor : new VisitorTouches(tenant, left);
  }

  private State state() {
    return Objects.requireNonNull(initialized);
  }

  private long limit(Pending pending) {
    return limits.of(pending.what()).toMillis();
  }

  private long sequence() {
    return state().context.recordMetadata().map(RecordMetadata::offset).orElse(0L);
  }

  private static String visitorKey(TrackingEvent event) {
    return event.tenantId().value() + SEPARATOR + event.visitorId();
  }

  private static String pendingKey(ConversionReceived conversion) {
    return visitorKey(conversion)
        + SEPARATOR
        + conversion.conversionId()
        + SEPARATOR
        + conversion.eventId();
  }

  /** The value of the touch store. */
  record VisitorTouches(TenantId tenantId, Journey journey) {}

  /** What a task gives its processor. */
  private record State(
      ProcessorContext<String, GuardInput> context,
      KeyValueStore<String, VisitorTouches> touches,
      KeyValueStore<String, Pending> pending) {}
}
