package io.tributary.tracking.web;

import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.tracking.directory.ApiKeyDirectory;
import io.tributary.tracking.script.PageHosts;
import io.tributary.tracking.script.PublishableKey;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Tells whether a page may use the publishable key that it shows. */
final class Pages {

  private final ApiKeyDirectory keys;

  Pages(ApiKeyDirectory keys) {
    this.keys = keys;
  }

  /** The key of a text; null when it is none that is in force. */
  @Nullable ApiKeySnapshot key(@Nullable String text) {
    String publicId = PublishableKey.publicIdOf(text);
    ApiKeySnapshot known = publicId == null ? null : keys.apiKey(publicId);
    return known != null && known.kind() == ApiKeySnapshot.Kind.PUBLISHABLE && !known.revoked()
        ? known
        : null;
  }

  /**
   * Whether the request comes from a page of one of the key's hosts. If so, the page may read the
   * answer.
   */
  static boolean admits(Exchange exchange, ApiKeySnapshot key) {
    String host = host(exchange);
    if (host == null || !PageHosts.isNamed(host, key.hosts()::contains)) {
      return false;
    }
    String origin = exchange.header(HttpHeaders.ORIGIN);
    if (origin != null) {
      exchange.allowOrigin(origin);
    }
    return true;
  }

  /** The host of the page: of its origin, which browsers tell, else of its address. */
  static @Nullable String host(Exchange exchange) {
    String origin = exchange.header(HttpHeaders.ORIGIN);
    return PageHosts.of(origin == null ? exchange.header(HttpHeaders.REFERER) : origin);
  }
}
