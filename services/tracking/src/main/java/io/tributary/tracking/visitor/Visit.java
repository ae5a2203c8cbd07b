package io.tributary.tracking.visitor;

import org.jspecify.annotations.Nullable;

/**
 * Who is taken to be there.
 *
 * @param setsCookie whether the visitor is to be remembered: only new ones are, so that a cookie
 *     never lives longer than it was set for
 */
public record Visit(VisitorId visitor, Permission permission, boolean setsCookie) {

  /**
   * Tells.
   *
   * @param cookie as sent; null without one
   * @param permission where it allows no cookie, nobody is recognised
   */
  public static Visit of(@Nullable String cookie, Permission permission, VisitorSource visitors) {
    VisitorId known = permission.cookie() ? VisitorId.parse(cookie) : null;
    return known == null
        ? new Visit(visitors.next(), permission, permission.cookie())
        : new Visit(known, permission, false);
  }
}
