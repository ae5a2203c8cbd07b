package io.tributary.tracking.web;

import io.tributary.tracking.visitor.Visit;
import io.tributary.tracking.visitor.VisitorId;
import io.tributary.tracking.visitor.VisitorSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Recognises visitors by their cookie, and gives them one. */
final class Visits {

  static final String COOKIE = "tb_vid";

  private final VisitorSource visitors;
  private final String attributes;

  Visits(VisitorSource visitors, Duration cookieLife) {
    this.visitors = visitors;
    this.attributes = "; Max-Age=" + cookieLife.toSeconds() + "; Path=/; HttpOnly; SameSite=Lax";
  }

  /**
   * Who is there.
   *
   * @param noTrack the parameter {@code no_track}
   */
  Visit of(Exchange exchange, @Nullable String noTrack) {
    return Visit.of(exchange.cookie(COOKIE), isOptedOut(exchange, noTrack), visitors);
  }

  /** The visitor of the cookie, if there is one and it may be used. */
  @Nullable VisitorId known(Exchange exchange, @Nullable String noTrack) {
    return isOptedOut(exchange, noTrack) ? null : VisitorId.parse(exchange.cookie(COOKIE));
  }

  /** Sets the cookie where the visit asks for it. */
  void remember(Exchange exchange, Visit visit) {
    if (visit.setsCookie()) {
      exchange.setCookie(
          COOKIE + "=" + visit.visitor() + attributes + (exchange.isSecure() ? "; Secure" : ""));
    }
  }

  private static boolean isOptedOut(Exchange exchange, @Nullable String noTrack) {
    return "1".equals(exchange.header("Sec-GPC"))
        || "1".equals(noTrack)
        || "1".equals(exchange.cookie("DNT"));
  }
}
