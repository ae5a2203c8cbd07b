package io.tributary.identity.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.identity.account.SignIn;
import io.tributary.identity.account.SignInResult;
import io.tributary.identity.account.User;
import io.tributary.identity.session.RefreshToken;
import io.tributary.identity.session.Refreshed;
import io.tributary.identity.store.SessionStore;
import io.tributary.identity.store.SignInTraceStore;
import io.tributary.identity.token.AccessToken;
import io.tributary.identity.token.TokenIssuer;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.security.ApiSecurity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Signing in and out, and renewing a session. Answers hold tokens, so none is kept for an {@code
 * Idempotency-Key}. A refresh token is good for one use, repeats at once included: clients with
 * several tabs renew once for all of them.
 */
@RestController
@RequestMapping("/api/v1/auth")
@Tag(name = "identity")
class SignInController {

  private static final Duration WHEN_OVERLOADED = Duration.ofSeconds(2);

  private final SignIn signIn;
  private final SessionStore sessions;
  private final SignInTraceStore traces;
  private final TokenIssuer tokens;
  private final Cookies cookies;
  private final MeterRegistry metrics;
  private final InstantSource clock;
  private final Counter reuses;

  SignInController(
      SignIn signIn,
      SessionStore sessions,
      SignInTraceStore traces,
      TokenIssuer tokens,
      Cookies cookies,
      MeterRegistry metrics,
      InstantSource clock) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.traces = traces;
    this.tokens = tokens;
    this.cookies = cookies;
    this.metrics = metrics;
    this.clock = clock;
    this.reuses =
        Counter.builder("refresh_reuse_total")
            .description("Sessions ended because a spent refresh token came again")
            .register(metrics);
  }

  @PostMapping("/login")
  @Operation(summary = "Open a session")
  @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "401")
  @ApiResponse(responseCode = "429")
  ResponseEntity<AccessTokenResponse> login(
      @Valid @RequestBody SignInRequest body, HttpServletRequest request) {
    SignInResult result = signIn.attempt(body.email(), body.password(), ClientAddress.of(request));
    return switch (result) {
      case SignInResult.SignedIn(User user) -> {
        Instant now = clock.instant();
        yield granted(request, user, tokens.issue(user, now), sessions.open(user));
      }
      case SignInResult.WrongCredentials() -> {
        failed("wrong_credentials");
        throw ApiProblem.unauthorized("The e-mail or the password is wrong.");
      }
      case SignInResult.SlowDown(Duration wait) -> {
        failed("rate_limited");
        throw wait(429, "rate_limit_exceeded", "Too many failed attempts.", wait);
      }
      case SignInResult.Overloaded() -> {
        failed("overloaded");
        throw wait(503, "unavailable", "Too many are signing in just now.", WHEN_OVERLOADED);
      }
    };
  }

  @PostMapping("/refresh")
  @Operation(summary = "Renew a session by its cookie")
  @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "401")
  @ApiResponse(responseCode = "403")
  ResponseEntity<AccessTokenResponse> refresh(
      @CookieValue(name = Cookies.REFRESH, required = false) @Nullable String cookie,
      @RequestHeader(name = ApiSecurity.CONSOLE_HEADER, required = false) @Nullable String console,
      HttpServletRequest request) {
    if (console == null) {
      throw consoleHeaderMissing();
    }
    Refreshed result =
        cookie == null ? new Refreshed.Refused() : sessions.use(new RefreshToken(cookie));
    return switch (result) {
      case Refreshed.Rotated(User user, RefreshToken token, Instant signedInAt) ->
          granted(request, user, tokens.issue(user, signedInAt), token);
      case Refreshed.Reused() -> {
        reuses.increment();
        failed("refresh_reused");
        throw sessionOver(request);
      }
      case Refreshed.Refused() -> {
        failed("session_over");
        throw sessionOver(request);
      }
    };
  }

  @PostMapping("/logout")
  @Operation(summary = "End a session")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @ApiResponse(responseCode = "204")
  @ApiResponse(responseCode = "403")
  ResponseEntity<Void> logout(
      @CookieValue(name = Cookies.REFRESH, required = false) @Nullable String cookie,
      @RequestHeader(name = ApiSecurity.CONSOLE_HEADER, required = false) @Nullable String console,
      HttpServletRequest request) {
    if (cookie != null) {
      if (console == null) {
        throw consoleHeaderMissing();
      }
      sessions.close(new RefreshToken(cookie));
    }
    return ResponseEntity.noContent().headers(headers(cookies.none(request.isSecure()))).build();
  }

  private ResponseEntity<AccessTokenResponse> granted(
      HttpServletRequest request, User user, AccessToken access, RefreshToken refresh) {
    traces.remember(
        user,
        ClientAddress.of(request),
        request.getHeader(HttpHeaders.USER_AGENT),
        request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    return ResponseEntity.ok()
        .headers(headers(cookies.of(access, refresh, request.isSecure())))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(new AccessTokenResponse(access.text(), "Bearer", access.life().toSeconds()));
  }

  private ApiProblem sessionOver(HttpServletRequest request) {
    return ApiProblem.of(401, "session_over", "Sign in again.", List.of())
        .with(headers(cookies.none(request.isSecure())));
  }

  private void failed(String reason) {
    Counter.builder("auth_failures_total")
        .description("Sign-ins and renewals that were refused")
        .tag("reason", reason)
        .register(metrics)
        .increment();
  }

  private static HttpHeaders headers(List<ResponseCookie> cookies) {
    HttpHeaders headers = new HttpHeaders();
    cookies.forEach(cookie -> headers.add(HttpHeaders.SET_COOKIE, cookie.toString()));
    return headers;
  }

  private static ApiProblem consoleHeaderMissing() {
    return ApiProblem.of(
        403,
        "console_header_required",
        "A request by cookie needs the header " + ApiSecurity.CONSOLE_HEADER + ".",
        List.of());
  }

  private static ApiProblem wait(int status, String code, String detail, Duration wait) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(
        HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    return ApiProblem.of(status, code, detail, List.of()).with(headers);
  }

  record SignInRequest(
      @NotBlank @Size(max = 254) String email, @NotBlank @Size(max = 1_024) String password) {

    @Override
    public String toString() {
      return "SignInRequest";
    }
  }

  /**
   * A granted session.
   *
   * @param expiresIn seconds
   */
  record AccessTokenResponse(String accessToken, String tokenType, long expiresIn) {

    @Override
    public String toString() {
      return "AccessTokenResponse";
    }
  }
}
