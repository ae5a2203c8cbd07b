package io.tributary.tracking.session;

import io.tributary.tracking.click.Arrival;
import java.util.concurrent.CompletableFuture;

/** Remembers visitors for a while. */
@FunctionalInterface
public interface Sessions {

  /** Remembers nothing. */
  Sessions NONE = arrival -> CompletableFuture.completedFuture(Session.UNAVAILABLE);

  /**
   * Looks up what bears on a click, and never blocks.
   *
   * @return never completes exceptionally; {@link Session#UNAVAILABLE} when nothing can be had
   */
  CompletableFuture<Session> look(Arrival arrival);
}
