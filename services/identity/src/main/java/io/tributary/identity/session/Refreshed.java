package io.tributary.identity.session;

import io.tributary.identity.account.User;
import java.time.Instant;

/** What came of the use of a refresh token. */
public sealed interface Refreshed {

  /**
   * A new token replaces the old one.
   *
   * @param signedInAt when the session began
   */
  record Rotated(User user, RefreshToken token, Instant signedInAt) implements Refreshed {}

  /** The token had been used before; its session is revoked. */
  record Reused() implements Refreshed {}

  /** The token is unknown, or its session is over. */
  record Refused() implements Refreshed {}
}
