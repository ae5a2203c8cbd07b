package io.tributary.tracking.web;

import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.tracking.directory.ApiKeyDirectory;
import io.tributary.tracking.event.ApiKey;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Finds the secret key that a request shows. */
final class Keys {

  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  private final ApiKeyDirectory directory;

  Keys(ApiKeyDirectory directory) {
    this.directory = directory;
  }

  /** The key shown as a bearer token, if it is valid. */
  @Nullable ApiKeySnapshot bearer(Exchange exchange) {
    String text = bearerToken(exchange);
    return text == null ? null : valid(text);
  }

  /** What is shown as a bearer token; null when nothing is. */
  static @Nullable String bearerToken(Exchange exchange) {
    return after(BEARER, exchange.header(HttpHeaders.AUTHORIZATION));
  }

  /** The key shown as the user name of Basic authentication or as a bearer token, if valid. */
  @Nullable ApiKeySnapshot basicOrBearer(Exchange exchange) {
    String basic = after(BASIC, exchange.header(HttpHeaders.AUTHORIZATION));
    if (basic == null) {
      return bearer(exchange);
    }
    String decoded;
    try {
      decoded = new String(Base64.getDecoder().decode(basic), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return null;
    }
    int colon = decoded.indexOf(':');
    return valid(colon < 0 ? decoded : decoded.substring(0, colon));
  }

  /** The key of a text, if it is valid: form and check sum first, then look-up, then proof. */
  @Nullable ApiKeySnapshot valid(String text) {
    ApiKey shown = ApiKey.parse(text);
    ApiKeySnapshot known = shown == null ? null : directory.apiKey(shown.publicId());
    return known != null
            && shown != null
            && known.kind() == ApiKeySnapshot.Kind.SECRET
            && !known.revoked()
            && shown.proves(known)
        ? known
        : null;
  }

  private static @Nullable String after(String scheme, @Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, scheme, 0, scheme.length())
        ? authorization.substring(scheme.length()).strip()
        : null;
  }
}
