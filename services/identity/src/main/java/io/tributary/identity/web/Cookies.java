package io.tributary.identity.web;

import io.tributary.identity.session.RefreshToken;
import io.tributary.identity.token.AccessToken;
import io.tributary.platform.security.AccessTokens;
import java.time.Duration;
import java.util.List;
import org.springframework.http.ResponseCookie;

/**
 * The console's cookies: the access token for all paths, the refresh token for the paths that renew
 * and end a session. No script reads them, no other site's request carries them.
 */
public final class Cookies {

  static final String REFRESH = "tb_refresh";
  private static final String REFRESH_PATH = "/api/v1/auth";

  private final Duration sessionLife;

  public Cookies(Duration sessionLife) {
    this.sessionLife = sessionLife;
  }

  List<ResponseCookie> of(AccessToken access, RefreshToken refresh, boolean secure) {
    return List.of(
        cookie(AccessTokens.COOKIE, access.text(), "/", access.life(), secure),
        cookie(REFRESH, refresh.text(), REFRESH_PATH, sessionLife, secure));
  }

  /** Takes both away. */
  List<ResponseCookie> none(boolean secure) {
    return List.of(
        cookie(AccessTokens.COOKIE, "", "/", Duration.ZERO, secure),
        cookie(REFRESH, "", REFRESH_PATH, Duration.ZERO, secure));
  }

  private static ResponseCookie cookie(
      String name, String value, String path, Duration life, boolean secure) {
    return ResponseCookie.from(name, value)
        .path(path)
        .maxAge(life)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Strict")
        .build();
  }
}
