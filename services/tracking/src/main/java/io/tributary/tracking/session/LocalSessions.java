package io.tributary.tracking.session;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tributary.tracking.click.Arrival;
import java.util.concurrent.CompletableFuture;

/** Remembers in this process alone, where there is no Redis. */
public final class LocalSessions implements Sessions {

  private final Questions questions;
  private final LocalMemory memory = new LocalMemory(Ticker.systemTicker());

  /**
   * Sessions.
   *
   * @param secret under which what is remembered is hashed, of 16 bytes or more
   */
  public LocalSessions(byte[] secret) {
    questions = new Questions(secret);
  }

  @Override
  public CompletableFuture<Session> look(Arrival arrival) {
    Question question = questions.of(arrival);
    return CompletableFuture.completedFuture(memory.look(question, memory.count(question)));
  }

  @Override
  public void counted(Arrival arrival) {
    // A cap that one process counts alone would be another cap.
  }

  @Override
  public void shown(Arrival arrival) {
    // Not worth the memory.
  }
}
