package io.tributary.tracking.session;

import io.tributary.tracking.click.Arrival;
import java.util.concurrent.CompletableFuture;

/** Remembers visitors for a while. */
public interface Sessions {

  /** Remembers nothing. */
  Sessions NONE =
      new Sessions() {
        @Override
        public CompletableFuture<Session> look(Arrival arrival) {
          return CompletableFuture.completedFuture(Session.UNAVAILABLE);
        }

        @Override
        public void counted(Arrival arrival) {
          // Forgotten at once.
        }

        @Override
        public void shown(Arrival arrival) {
          // Forgotten at once.
        }
      };

  /**
   * Looks up what bears on a click and remembers the click, and never blocks.
   *
   * @return never completes exceptionally, and soon; {@link Session#isAvailable} tells how good it
   *     is
   */
  CompletableFuture<Session> look(Arrival arrival);

  /** Counts a click towards the caps of its campaign. */
  void counted(Arrival arrival);

  /** Remembers that a creative was shown. */
  void shown(Arrival arrival);
}
