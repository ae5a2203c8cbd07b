package io.tributary.tracking.web;

import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.Traits;
import io.tributary.tracking.agent.ClientHints;
import io.tributary.tracking.click.Arrival;
import io.tributary.tracking.click.ClickParameters;
import io.tributary.tracking.click.Purpose;
import io.tributary.tracking.client.Clients;
import io.tributary.tracking.client.TraitsSource;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.directory.TenantDirectory;
import io.tributary.tracking.network.Network;
import io.tributary.tracking.visitor.ClickIds;
import io.tributary.tracking.visitor.Fingerprints;
import io.tributary.tracking.visitor.Permission;
import io.tributary.tracking.visitor.Place;
import io.tributary.tracking.visitor.Visit;
import io.tributary.tracking.visitor.VisitorSource;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Reads who arrives at a link or looks at a page, and how, from a request. */
final class Arrivals {

  private static final CharSequence SEC_PURPOSE = HttpHeaders.createOptimized("Sec-Purpose");
  private static final CharSequence PURPOSE = HttpHeaders.createOptimized("Purpose");
  private static final CharSequence X_MOZ = HttpHeaders.createOptimized("X-Moz");
  private static final CharSequence X_PURPOSE = HttpHeaders.createOptimized("X-Purpose");

  /** Keeps the script's fingerprints apart from those of headers. */
  private static final String SCRIPT = "script";

  private final TenantDirectory tenants;
  private final Visits visits;
  private final TraitsSource traits;
  private final Fingerprints fingerprints;
  private final ClickIds clickIds;
  private final VisitorSource visitors;
  private final InstantSource clock;

  Arrivals(
      TenantDirectory tenants,
      Visits visits,
      TraitsSource traits,
      Fingerprints fingerprints,
      ClickIds clickIds,
      VisitorSource visitors,
      InstantSource clock) {
    this.tenants = tenants;
    this.visits = visits;
    this.traits = traits;
    this.fingerprints = fingerprints;
    this.clickIds = clickIds;
    this.visitors = visitors;
    this.clock = clock;
  }

  /** Somebody who follows a link, or does as if: with a click id where a click is made of it. */
  Arrival atLink(Exchange exchange, LinkState.Known state, ClickParameters parameters) {
    return read(exchange, state, parameters, purpose(exchange), true);
  }

  /** Somebody who is shown a creative of a link. */
  Arrival atCreative(Exchange exchange, LinkState.Known state, ClickParameters parameters) {
    return read(exchange, state, parameters, Purpose.VISIT, false);
  }

  private Arrival read(
      Exchange exchange,
      LinkState.Known state,
      ClickParameters parameters,
      Purpose purpose,
      boolean click) {
    TenantId tenant = state.link().tenantId();
    TrackingTerms terms = tenants.tracking(tenant);
    InetAddress address = exchange.address();
    String userAgent = exchange.header(HttpHeaders.USER_AGENT);
    String language = exchange.header(HttpHeaders.ACCEPT_LANGUAGE);
    ClientHints hints = exchange.hints();
    Network network = traits.network(address);
    Traits seen = traits.traits(network, userAgent, hints);
    Visit visit = visits.of(exchange, parameters, terms, place(address, seen));
    Instant now = clock.instant();
    Client client =
        Clients.of(
            address,
            userAgent,
            language,
            exchange.header(HttpHeaders.REFERER),
            seen,
            visit.permission().fingerprint()
                ? fingerprint(tenant, now, address, userAgent, language, hints)
                : null);
    int nonce = visitors.nonce();
    return new Arrival(
        state,
        purpose,
        parameters,
        address,
        network,
        client,
        hints,
        terms,
        visit,
        now,
        click && purpose != Purpose.LOOK
            ? clickIds.mint(tenant, visit.visitor(), now, nonce)
            : null,
        nonce);
  }

  /** A browser, and what may be done to recognise its visitor. */
  record Browser(Client client, Permission permission, TrackingTerms terms) {}

  /**
   * The browser that the script runs in.
   *
   * @param told what the visitor decided, by the page's word
   * @param shown the script's own fingerprint of the browser; null without one
   */
  Browser onPage(
      Exchange exchange, TenantId tenant, @Nullable String told, @Nullable String shown) {
    TrackingTerms terms = tenants.tracking(tenant);
    InetAddress address = exchange.address();
    String userAgent = exchange.header(HttpHeaders.USER_AGENT);
    String language = exchange.header(HttpHeaders.ACCEPT_LANGUAGE);
    ClientHints hints = exchange.hints();
    Network network = traits.network(address);
    Traits seen = traits.traits(network, userAgent, hints);
    Permission permission = visits.permission(exchange, told, terms, place(address, seen));
    String fingerprint = null;
    if (permission.fingerprint()) {
      Instant now = clock.instant();
      fingerprint =
          shown == null
              ? fingerprint(tenant, now, address, userAgent, language, hints)
              : fingerprints.of(tenant, now, SCRIPT, shown);
    }
    return new Browser(
        Clients.of(
            address, userAgent, language, exchange.header(HttpHeaders.REFERER), seen, fingerprint),
        permission,
        terms);
  }

  private static Place place(@Nullable InetAddress address, @Nullable Traits seen) {
    return new Place(
        seen == null ? null : seen.country(), address != null && address.isLoopbackAddress());
  }

  private static Purpose purpose(Exchange exchange) {
    return exchange.method().equals(HttpMethod.HEAD)
        ? Purpose.LOOK
        : Purpose.of(
            exchange.header(SEC_PURPOSE),
            exchange.header(PURPOSE),
            exchange.header(X_MOZ),
            exchange.header(X_PURPOSE));
  }

  private String fingerprint(
      TenantId tenant,
      Instant now,
      @Nullable InetAddress address,
      @Nullable String userAgent,
      @Nullable String language,
      ClientHints hints) {
    return fingerprints.of(
        tenant,
        now,
        address == null ? null : Clients.truncated(address),
        userAgent,
        language,
        hints.brands(),
        hints.mobile(),
        hints.platform());
  }
}
