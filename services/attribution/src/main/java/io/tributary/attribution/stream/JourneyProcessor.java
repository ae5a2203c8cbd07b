package io.tributary.attribution.stream;

import io.tributary.attribution.conversion.Proposal;
import io.tributary.attribution.journey.Attribution;
import io.tributary.attribution.journey.AttributionDecision;
import io.tributary.attribution.journey.AttributionDecision.Patience;
import io.tributary.attribution.journey.AttributionDecision.Settled;
import io.tributary.attribution.journey.AttributionDecision.Wait;
import io.tributary.attribution.journey.Evidence;
import io.tributary.attribution.journey.Journey;
import io.tributary.attribution.journey.Programme;
import io.tributary.attribution.journey.Retention;
import io.tributary.attribution.journey.Touch;
import io.tributary.attribution.person.Seeking;
import io.tributary.attribution.person.Visitor;
import io.tributary.attribution.person.Visitor.Home;
import io.tributary.contract.decision.Ground.Cause;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
final class JourneyProcessor implements Processor<String, TrackingEvent, String, Routed> {

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
  public void init(ProcessorContext<String, Routed> context) {
    KeyValueStore<String, Visitor> touches = context.getStateStore(TOUCHES);
    KeyValueStore<String, Pending> pending = context.getStateStore(PENDING);
    initialized = new State(context, touches, pending);
    waiting.clear();
    try (KeyValueIterator<String, Pending> entries = pending.all()) {
      while (entries.hasNext()) {
        KeyValue<String, Pending> entry = entries.next();
        waiting.put(entry.key, entry.value);
      }
    }
    Sweep<Visitor> sweep = new Sweep<>(touches, this::kept);
    context.schedule(Sweep.EVERY, PunctuationType.STREAM_TIME, sweep::run);
    context.schedule(LOOK_AT_PENDING_EVERY, PunctuationType.WALL_CLOCK_TIME, this::lookAtPending);
  }

  @Override
  public void process(Record<String, TrackingEvent> record) {
    releaseBefore(record.timestamp());
    switch (record.value()) {
      case Click click -> remember(click, Touch.of(click, sequence()), record.timestamp());
      case Impression impression ->
          remember(impression, Touch.of(impression, sequence()), record.timestamp());
      case ConversionReceived conversion -> decide(conversion, record.timestamp());
      case RefundReceived refund ->
          forward(
              refund.conversionId().value(), Routed.of(GuardInput.of(refund)), record.timestamp());
      case Identified identified -> identify(identified, record.timestamp());
      case ConsentChanged changed -> {
        // The edge decides what may be recorded.
      }
      case PageViewed viewed -> {
        // A page of the advertiser is no touch of an affiliate.
      }
    }
  }

  private void remember(TrackingEvent event, Touch touch, long at) {
    String key = visitorKey(event);
    Visitor before = visitor(event);
    Journey journey = before.journey().with(touch);
    if (!journey.equals(before.journey())) {
      state().touches.put(key, before.with(journey));
      for (Home home : before.homes()) {
        tell(home, new PersonMessage.Touched(event.tenantId(), touch), at);
      }
      for (ConversionReceived report : before.open(at)) {
        if (Seeking.concerns(touch, report)) {
          settle(report, before.with(journey), Cause.LATE_CLICK, at);
        }
      }
    }
    if (!waiting.isEmpty()) {
      String prefix = key + SEPARATOR;
      release(
          List.copyOf(waiting.subMap(prefix, true, prefix + Character.MAX_VALUE, false).keySet()),
          pending -> false);
    }
  }

  /** The visitor is somebody: what it did before is that person's too. */
  private void identify(Identified identified, long at) {
    Visitor before = visitor(identified);
    Visitor after = before.with(identified);
    if (after.equals(before)) {
      return;
    }
    state().touches.put(visitorKey(identified), after);
    if (after.isShared()) {
      Set<String> events =
          after.journey().touches().stream().map(Touch::eventId).collect(Collectors.toSet());
      for (Home home : after.formerHomes()) {
        tell(home, new PersonMessage.Left(identified.tenantId(), events), at);
      }
      return;
    }
    for (Home home : after.homes()) {
      tell(home, new PersonMessage.Joined(identified.tenantId(), after.journey().touches()), at);
    }
    for (ConversionReceived report : after.open(at)) {
      settle(report, after, Cause.IDENTITY_MERGE, at);
    }
  }

  private void decide(ConversionReceived conversion, long timestamp) {
    Patience patience = waiting.size() < MAX_PENDING ? Patience.CAN_WAIT : Patience.EXHAUSTED;
    Visitor visitor = visitor(conversion);
    switch (decision(conversion, visitor, patience)) {
      case Wait wait ->
          keep(
              pendingKey(conversion),
              new Pending(conversion, wait.what(), state().context.currentSystemTimeMs()));
      case Settled settled -> {
        settle(conversion, visitor, settled, Cause.FIRST, timestamp);
        remember(conversion, visitor, timestamp);
      }
    }
  }

  private AttributionDecision decision(
      ConversionReceived conversion, Visitor visitor, Patience patience) {
    return Attribution.decide(
        conversion, Evidence.of(visitor.journey(), visitor.conversions()), programme, patience);
  }

  /** Decides anew because of what came late. */
  private void settle(ConversionReceived conversion, Visitor visitor, Cause cause, long at) {
    if (decision(conversion, visitor, Patience.EXHAUSTED) instanceof Settled settled) {
      settle(conversion, visitor, settled, cause, at);
    }
  }

  /** Decides here, or where the person's other touches are. */
  private void settle(
      ConversionReceived conversion, Visitor visitor, Settled here, Cause cause, long at) {
    Home home = visitor.home(conversion);
    if (home == null) {
      forward(
          conversion.conversionId().value(),
          Routed.of(GuardInput.of(Proposal.of(conversion, here, cause))),
          at);
    } else {
      tell(
          home,
          new PersonMessage.Sought(
              conversion.tenantId(), new Seeking(conversion, visitor.journey(), home.by(), cause)),
          at);
    }
  }

  private void remember(ConversionReceived conversion, Visitor visitor, long at) {
    state().touches.put(visitorKey(conversion), visitor.decided(conversion, at));
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
      Visitor visitor = visitor(report);
      switch (decision(report, visitor, patience)) {
        case Wait wait when wait.what() == pending.what() -> {
          // It goes on waiting for the same.
        }
        case Wait wait -> keep(key, new Pending(report, wait.what(), pending.since()));
        case Settled settled -> {
          waiting.remove(key);
          state().pending.delete(key);
          long at = report.receivedAt().toEpochMilli();
          settle(report, visitor, settled, Cause.FIRST, at);
          remember(report, visitor, at);
        }
      }
    }
  }

  private void keep(String key, Pending pending) {
    waiting.put(key, pending);
    state().pending.put(key, pending);
  }

  private void tell(Home home, PersonMessage message, long at) {
    forward(message.tenantId().value() + SEPARATOR + home.id(), Routed.of(message), at);
  }

  private void forward(String key, Routed routed, long timestamp) {
    state().context.forward(new Record<>(key, routed, timestamp));
  }

  private Visitor visitor(TrackingEvent event) {
    Visitor known = state().touches.get(visitorKey(event));
    return known == null ? Visitor.of(event.tenantId()) : known;
  }

  private @Nullable Visitor kept(Visitor visitor, Instant now) {
    TenantId tenant = visitor.tenantId();
    Journey left =
        visitor.journey().without(touch -> retention.isOver(touch, tenant, programme, now));
    Visitor after = left.equals(visitor.journey()) ? visitor : visitor.with(left);
    boolean isOver = left.isEmpty() && after.open(now.toEpochMilli()).isEmpty();
    return isOver && after.isForgotten(now) ? null : after;
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

  /** What a task gives its processor. */
  private record State(
      ProcessorContext<String, Routed> context,
      KeyValueStore<String, Visitor> touches,
      KeyValueStore<String, Pending> pending) {}
}
