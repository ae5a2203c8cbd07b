package io.tributary.platform.security;

import io.tributary.platform.http.Problems;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may call what: everything under {@code /api/} needs a valid access token, in the {@code
 * Authorization} header or in the console's cookie. A write by cookie must show the console's own
 * header, which no foreign page can send.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class ApiSecurity {

  /** The header that proves a request made by cookie to come from our own page. */
  public static final String CONSOLE_HEADER = "X-Tributary-Console";

  private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";

  @Bean("platform.securityFilterChain")
  SecurityFilterChain securityFilterChain(HttpSecurity http, JwtDecoder decoder, JsonMapper json) {
    BearerTokenResolver tokens = new HeaderOrCookie();
    return http.csrf(csrf -> csrf.disable())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/api/v1/auth/**", "/api/openapi.json")
                    .permitAll()
                    .requestMatchers("/api/**")
                    .authenticated()
                    .anyRequest()
                    .permitAll())
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(API_POLICY))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
        .oauth2ResourceServer(
            server ->
                server
                    .bearerTokenResolver(tokens)
                    .jwt(jwt -> jwt.decoder(decoder))
                    .authenticationEntryPoint(
                        (request, response, failure) -> {
                          response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                          write(json, response, 401, "unauthorized", "Sign in first.");
                        })
                    .accessDeniedHandler(
                        (request, response, failure) ->
                            write(
                                json, response, 403, "forbidden", "Your roles do not allow this.")))
        .exceptionHandling(
            handling ->
                handling.authenticationEntryPoint(
                    (request, response, failure) -> {
                      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                      write(json, response, 401, "unauthorized", "Sign in first.");
                    }))
        .addFilterBefore(
            (request, response, chain) -> {
              if (request instanceof HttpServletRequest asked
                  && response instanceof HttpServletResponse answer
                  && isForgeable(asked)) {
                write(
                    json,
                    answer,
                    403,
                    "console_header_required",
                    "A write by cookie needs the header " + CONSOLE_HEADER + ".");
              } else {
                chain.doFilter(request, response);
              }
            },
            AuthorizationFilter.class)
        .build();
  }

  /** What Spring's firewall turns away, such as a null character in a path. */
  @Bean("platform.requestRejectedHandler")
  RequestRejectedHandler requestRejectedHandler(JsonMapper json) {
    return (request, response, rejected) ->
        write(json, response, 400, "bad_request", "The request is malformed.");
  }

  private static boolean isForgeable(HttpServletRequest request) {
    boolean reads =
        List.of(HttpMethod.GET.name(), HttpMethod.HEAD.name(), HttpMethod.OPTIONS.name())
            .contains(request.getMethod());
    return !reads
        && request.getHeader(HttpHeaders.AUTHORIZATION) == null
        && sessionCookie(request) != null
        && request.getHeader(CONSOLE_HEADER) == null;
  }

  private static void write(
      JsonMapper json, HttpServletResponse response, int status, String code, String detail)
      throws IOException {
    response.setStatus(status);
    response.setContentType(Problems.MEDIA_TYPE);
    response
        .getOutputStream()
        .write(json.writeValueAsBytes(Problems.body(status, code, detail, List.of())));
  }

  private static @Nullable String sessionCookie(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(AccessTokens.COOKIE) && !cookie.getValue().isEmpty()) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }

  /** The header wins; signing in and refreshing look at neither. */
  private static final class HeaderOrCookie implements BearerTokenResolver {

    private final DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
      String path = request.getRequestURI();
      if (!path.startsWith("/api/") || path.startsWith("/api/v1/auth/")) {
        return null;
      }
      String token = header.resolve(request);
      return token == null ? sessionCookie(request) : token;
    }
  }
}
