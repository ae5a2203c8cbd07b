package io.tributary.tracking.web;

import io.tributary.tracking.sink.TouchSink.Stored;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Waits for several events. */
final class AllStored {

  private static final Stored DURABLE = new Stored.Durable();

  private AllStored() {}

  /** Durable when all are. */
  static CompletableFuture<Stored> of(List<CompletableFuture<Stored>> underWay) {
    if (underWay.isEmpty()) {
      return CompletableFuture.completedFuture(DURABLE);
    }
    if (underWay.size() == 1) {
      return underWay.getFirst();
    }
    CompletableFuture<Stored> all = new CompletableFuture<>();
    AtomicInteger open = new AtomicInteger(underWay.size());
    AtomicReference<Stored> outcome = new AtomicReference<>(DURABLE);
    for (CompletableFuture<Stored> one : underWay) {
      var unused =
          one.thenAccept(
              stored -> {
                if (stored instanceof Stored.NotDurable) {
                  outcome.set(stored);
                }
                if (open.decrementAndGet() == 0) {
                  all.complete(outcome.get());
                }
              });
    }
    return all;
  }
}
