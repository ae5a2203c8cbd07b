package io.tributary.app.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * One address for all services: what a service elsewhere owns (its {@code
 * tributary.services.<name>.url} is set) is passed on to it, the rest is answered here.
 */
final class FrontDoor extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(FrontDoor.class);
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final int CHUNK = 8_192;
  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private static final String TRACKING = "tracking";

  /** Who owns which address; the first that fits counts. */
  private static final List<Route> ROUTES =
      List.of(
          route("reward", "/api/v1/affiliates/*/balances"),
          route("affiliate", "/api/v1/affiliates/**"),
          route("affiliate", "/api/v1/memberships/**"),
          route("identity", "/api/v1/auth/**"),
          route("identity", "/api/v1/me"),
          route("identity", "/api/v1/users/**"),
          route("identity", "/api/v1/api-keys/**"),
          route("identity", "/api/v1/tenant/**"),
          route("identity", "/api/v1/audit-log"),
          route("identity", "/.well-known/jwks.json"),
          route("campaign", "/api/v1/advertisers/**"),
          route("campaign", "/api/v1/campaigns/**"),
          route("campaign", "/api/v1/links/**"),
          route("campaign", "/api/v1/coupons/**"),
          route("campaign", "/api/v1/rules/**"),
          route("attribution", "/api/v1/conversions/**"),
          route("attribution", "/api/v1/attribution/**"),
          route("reward", "/api/v1/commissions/**"),
          route("reward", "/api/v1/payout-runs/**"),
          route("reward", "/api/v1/payouts/**"),
          route("reward", "/api/v1/ledger/**"),
          route("payment", "/hooks/**"),
          route("payment", "/sandbox/**"),
          route("reporting", "/api/v1/reports/**"),
          route("reporting", "/api/v1/events/**"),
          route(TRACKING, "/api/v1/fraud/**"),
          route("notification", "/api/v1/webhooks/**"),
          route("notification", "/api/v1/notifications/**"));

  private final Environment environment;
  private final Supplier<Optional<String>> edge;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * The front door.
   *
   * @param edge where this process's own edge listens, if it has one: it is a listener of its own
   */
  FrontDoor(Environment environment, Supplier<Optional<String>> edge) {
    this.environment = environment;
    this.edge = edge;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> elsewhere = addressOf(request.getRequestURI());
    if (elsewhere.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    try {
      passOn(request, response, elsewhere.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      unavailable(response);
    } catch (IOException e) {
      log.warn("{} is not reached: {}", elsewhere.get(), e.toString());
      if (!response.isCommitted()) {
        unavailable(response);
      }
    }
  }

  private Optional<String> addressOf(String path) {
    PathContainer parsed = PathContainer.parsePath(path);
    return ROUTES.stream()
        .filter(route -> route.pattern().matches(parsed))
        .findFirst()
        .flatMap(this::addressOf);
  }

  private Optional<String> addressOf(Route route) {
    String key = "tributary.services." + route.service() + ".url";
    Optional<String> configured =
        Optional.ofNullable(environment.getProperty(key)).filter(address -> !address.isBlank());
    return configured.isEmpty() && route.service().equals(TRACKING) ? edge.get() : configured;
  }

  private void passOn(HttpServletRequest request, HttpServletResponse response, String address)
      throws IOException, InterruptedException {
    String query = request.getQueryString();
    HttpRequest.Builder onward =
        HttpRequest.newBuilder(
                URI.create(address + request.getRequestURI() + (query == null ? "" : "?" + query)))
            .method(request.getMethod(), body(request));
    for (String name : Collections.list(request.getHeaderNames())) {
      if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
        Collections.list(request.getHeaders(name)).forEach(value -> onward.header(name, value));
      }
    }
    onward.setHeader("X-Forwarded-For", request.getRemoteAddr());
    HttpResponse<InputStream> answer =
        http.send(onward.build(), HttpResponse.BodyHandlers.ofInputStream());
    response.setStatus(answer.statusCode());
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                response.setHeader(name, values.getFirst());
                values.stream().skip(1).forEach(value -> response.addHeader(name, value));
              }
            });
    copy(answer.body(), response.getOutputStream());
  }

  private static HttpRequest.BodyPublisher body(HttpServletRequest request) throws IOException {
    boolean empty =
        request.getContentLengthLong() == 0
            || (request.getContentLengthLong() < 0
                && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null);
    if (empty) {
      return HttpRequest.BodyPublishers.noBody();
    }
    InputStream body = request.getInputStream();
    return HttpRequest.BodyPublishers.ofInputStream(() -> body);
  }

  /** Chunk by chunk, since an event stream has no end. */
  private static void copy(InputStream from, OutputStream to) throws IOException {
    try (from) {
      byte[] chunk = new byte[CHUNK];
      for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
        to.write(chunk, 0, read);
        to.flush();
      }
    }
  }

  private static void unavailable(HttpServletResponse response) throws IOException {
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader(HttpHeaders.RETRY_AFTER, "2");
    response.setContentType("application/problem+json");
    response
        .getOutputStream()
        .write(
            """
            {"type":"about:blank","title":"Service Unavailable","status":503,\
            "code":"unavailable","detail":"The service does not answer."}\
            """
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Route route(String service, String pattern) {
    return new Route(service, PathPatternParser.defaultInstance.parse(pattern));
  }

  private record Route(String service, PathPattern pattern) {}
}
