package io.tributary.tracking.sink;

import io.tributary.contract.tracking.TrackingEvent;
import java.util.concurrent.CompletableFuture;

/** Makes events durable. Events of one visitor stay in the order in which they were given. */
public interface TouchSink {

  /**
   * Stores an event and never blocks.
   *
   * @return what became of it; never completes exceptionally
   */
  CompletableFuture<Stored> store(TrackingEvent event);

  /** What became of an event. */
  sealed interface Stored {

    /** It is in the log for good, or on this machine's disk on its way there. */
    record Durable() implements Stored {}

    /** It is neither for certain: it may still turn up in the log. */
    record NotDurable(String reason) implements Stored {}
  }
}
