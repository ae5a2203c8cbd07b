package io.tributary.tracking.visitor;

import io.tributary.contract.tracking.Consent;
import org.jspecify.annotations.Nullable;

/**
 * Who is taken to be there.
 *
 * @param setsCookie whether the visitor is to be remembered: only new ones are, so that a cookie
 *     never lives longer than it was set for
 */
public record Visit(VisitorId visitor, Consent consent, boolean setsCookie) {

  /**
   * Tells.
   *
   * @param cookie as sent; null without one
   * @param optedOut whether the sender said not to be tracked: then nobody is recognised
   */
  public static Visit of(@Nullable String cookie, boolean optedOut, VisitorSource visitors) {
    if (optedOut) {
      return new Visit(visitors.next(), Consent.DENIED, false);
    }
    VisitorId known = VisitorId.parse(cookie);
    return known == null
        ? new Visit(visitors.next(), Consent.UNKNOWN, true)
        : new Visit(known, Consent.UNKNOWN, false);
  }
}
