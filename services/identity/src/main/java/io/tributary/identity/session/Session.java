package io.tributary.identity.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A chain of refresh tokens that began with one sign-in.
 *
 * @param usedAt when its newest token was issued
 * @param endsAt after which it ends however much it is used
 */
public record Session(
    String familyId,
    Instant startedAt,
    Instant usedAt,
    Instant endsAt,
    @Nullable Instant revokedAt) {

  /** What the use of one of its tokens leads to. */
  public enum Verdict {
    /** The token is spent and replaced. */
    ROTATE,
    /**
     * A spent token came again: it was stolen, or its replacement was. The session ends for both.
     * There is no grace for quick repeats: the console refreshes once for all its tabs.
     */
    REUSED,
    /** The session is over. */
    OVER
  }

  /**
   * Judges the use of a token.
   *
   * @param spent whether the token was used before
   * @param idle how long the session lasts without use
   */
  public Verdict judge(boolean spent, boolean userActive, Instant now, Duration idle) {
    if (revokedAt != null) {
      return Verdict.OVER;
    }
    if (spent) {
      return Verdict.REUSED;
    }
    boolean over = !now.isBefore(endsAt) || !now.isBefore(usedAt.plus(idle)) || !userActive;
    return over ? Verdict.OVER : Verdict.ROTATE;
  }
}
