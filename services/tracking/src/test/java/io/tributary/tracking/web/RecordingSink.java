package io.tributary.tracking.web;

import io.tributary.contract.tracking.Refused;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.tracking.refusal.RefusalSink;
import io.tributary.tracking.sink.TouchSink;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is given. */
final class RecordingSink implements TouchSink, RefusalSink {

  private final List<TrackingEvent> events = new CopyOnWriteArrayList<>();
  private final List<Refused> refusals = new CopyOnWriteArrayList<>();

  @Override
  public CompletableFuture<Stored> store(TrackingEvent event) {
    events.add(event);
    return CompletableFuture.completedFuture(new Stored.Durable());
  }

  @Override
  public void record(Refused refused) {
    refusals.add(refused);
  }

  <E extends TrackingEvent> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<Refused> refusals() {
    return refusals;
  }
}
