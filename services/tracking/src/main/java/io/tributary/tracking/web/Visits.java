package io.tributary.tracking.web;

import io.tributary.contract.directory.TrackingTerms;
import io.tributary.tracking.click.ClickParameters;
import io.tributary.tracking.visitor.ConsentSignals;
import io.tributary.tracking.visitor.Permission;
import io.tributary.tracking.visitor.Place;
import io.tributary.tracking.visitor.Visit;
import io.tributary.tracking.visitor.VisitorId;
import io.tributary.tracking.visitor.VisitorSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Recognises visitors by their cookie where they allow it, and gives them one. */
final class Visits {

  static final String COOKIE = "tb_vid";
  static final String OPT_OUT_COOKIE = "tb_optout";

  /** As long as browsers keep any cookie. */
  static final Duration OPT_OUT_LIFE = Duration.ofDays(400);

  private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Lax";

  private final VisitorSource visitors;
  private final Duration cookieLife;

  /**
   * Visits.
   *
   * @param cookieLife of the visitor cookie, where a tenant has no other
   */
  Visits(VisitorSource visitors, Duration cookieLife) {
    this.visitors = visitors;
    this.cookieLife = cookieLife;
  }

  /** Who is there. */
  Visit of(Exchange exchange, ClickParameters parameters, TrackingTerms terms, Place place) {
    ConsentSignals signals =
        new ConsentSignals(
            isOptedOut(exchange, parameters.noTrack()),
            parameters.consent(),
            parameters.gdpr(),
            parameters.gdprConsent(),
            parameters.gcs());
    Permission permission = Permission.of(signals, terms, place);
    return Visit.of(permission.cookie() ? exchange.cookie(COOKIE) : null, permission, visitors);
  }

  /**
   * The visitor of the cookie, if there is one and it may be used.
   *
   * @param noTrack the parameter {@code no_track}
   */
  @Nullable VisitorId known(Exchange exchange, @Nullable String noTrack) {
    return isOptedOut(exchange, "1".equals(noTrack))
        ? null
        : VisitorId.parse(exchange.cookie(COOKIE));
  }

  /**
   * What the script on a page may do to recognise the visitor.
   *
   * @param told what the visitor decided, by the page's word
   */
  Permission permission(
      Exchange exchange, @Nullable String told, TrackingTerms terms, Place place) {
    return Permission.of(
        new ConsentSignals(isOptedOut(exchange, false), told, null, null, null), terms, place);
  }

  /** Sets the visitor cookie where the visit asks for it. */
  void remember(Exchange exchange, Visit visit, TrackingTerms terms) {
    if (visit.setsCookie()) {
      Duration life = terms.cookieLife() == null ? cookieLife : terms.cookieLife();
      set(exchange, COOKIE, visit.visitor().value(), life, terms.cookieDomain());
    }
  }

  /** Remembers that the browser is not to be recognised, and takes its visitor cookie. */
  void optOut(Exchange exchange) {
    set(exchange, OPT_OUT_COOKIE, "1", OPT_OUT_LIFE, null);
    set(exchange, COOKIE, "", Duration.ZERO, null);
  }

  void optIn(Exchange exchange) {
    set(exchange, OPT_OUT_COOKIE, "", Duration.ZERO, null);
  }

  private static void set(
      Exchange exchange, String name, String value, Duration life, @Nullable String domain) {
    exchange.setCookie(
        name
            + "="
            + value
            + "; Max-Age="
            + life.toSeconds()
            + (domain == null ? "" : "; Domain=" + domain)
            + ATTRIBUTES
            + (exchange.isSecure() ? "; Secure" : ""));
  }

  private static boolean isOptedOut(Exchange exchange, boolean noTrack) {
    return noTrack
        || "1".equals(exchange.header("Sec-GPC"))
        || "1".equals(exchange.cookie("DNT"))
        || "1".equals(exchange.cookie(OPT_OUT_COOKIE));
  }
}
