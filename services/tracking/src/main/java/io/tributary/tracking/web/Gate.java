package io.tributary.tracking.web;

import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.tracking.limit.Admittance;
import io.tributary.tracking.limit.Rate;
import io.tributary.tracking.limit.RateLimits;
import io.tributary.tracking.limit.Rates;
import java.net.InetAddress;
import java.util.List;

/** Lets requests in as often as their sender may send, and answers 429 to the others. */
final class Gate {

  private final RateLimits limits;
  private final Rates rates;
  private final EdgeMetrics metrics;

  Gate(RateLimits limits, Rates rates, EdgeMetrics metrics) {
    this.limits = limits;
    this.rates = rates;
    this.metrics = metrics;
  }

  /** Whether a page may report from there; answers if not. */
  boolean admitsBrowser(Exchange exchange) {
    return admitsAddress(exchange, "browser", "b:", rates.browser());
  }

  /** Whether a server may report from there; answers if not. */
  boolean admitsServer(Exchange exchange) {
    return admitsAddress(exchange, "server", "s:", rates.server());
  }

  /** Whether a key may be used; answers if not. */
  boolean admits(Exchange exchange, ApiKeySnapshot key) {
    return switch (key.kind()) {
      case SECRET -> admits(exchange, "key", "k:" + key.keyId().value(), rates.key());
      case PUBLISHABLE -> admits(exchange, "page_key", "k:" + key.keyId().value(), rates.pageKey());
    };
  }

  /** Behind a proxy that is not known everybody has its address: it is not limited. */
  private boolean admitsAddress(Exchange exchange, String name, String prefix, Rate rate) {
    InetAddress address = exchange.address();
    if (rate.isUnlimited()
        || address == null
        || address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()) {
      return true;
    }
    return admits(exchange, name, prefix + address.getHostAddress(), rate);
  }

  private boolean admits(Exchange exchange, String name, String key, Rate rate) {
    return switch (limits.admit(key, rate)) {
      case Admittance.Free() -> true;
      case Admittance.Admitted(Rate limit, long remaining) -> {
        if (remaining < limit.burst() / 2) {
          exchange.limit(name, limit, remaining, 0);
        }
        yield true;
      }
      case Admittance.Refused(Rate limit, long retryAfter) -> {
        metrics.rateLimited(name);
        exchange.limit(name, limit, 0, retryAfter);
        exchange.problem(429, "rate_limited", "Too many requests; wait and send again.", List.of());
        yield false;
      }
    };
  }
}
