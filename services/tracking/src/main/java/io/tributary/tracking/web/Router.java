package io.tributary.tracking.web;

import io.tributary.tracking.client.Proxies;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** Takes requests to their endpoints. */
final class Router {

  private static final String CLICK = "/c/";
  private static final String IMPRESSION = "/i/";
  private static final String COMPAT = "/compat/";
  private static final String GIF = ".gif";

  private final ClickEndpoint clicks;
  private final ImpressionEndpoint impressions;
  private final PixelEndpoint pixels;
  private final PostbackEndpoint postbacks;
  private final EventsEndpoint events;
  private final SegmentEndpoint segment;
  private final CsvEndpoint csv;
  private final OptOutEndpoint optOuts;
  private final ScriptEndpoint script;
  private final CollectEndpoint collect;
  private final EvaluationEndpoint evaluation;
  private final Gate gate;
  private final EdgeMetrics metrics;
  private final Proxies proxies;
  private final int maxInFlight;

  Router(
      ClickEndpoint clicks,
      ImpressionEndpoint impressions,
      PixelEndpoint pixels,
      PostbackEndpoint postbacks,
      EventsEndpoint events,
      SegmentEndpoint segment,
      CsvEndpoint csv,
      OptOutEndpoint optOuts,
      ScriptEndpoint script,
      CollectEndpoint collect,
      EvaluationEndpoint evaluation,
      Gate gate,
      EdgeMetrics metrics,
      Proxies proxies,
      int maxInFlight) {
    this.clicks = clicks;
    this.impressions = impressions;
    this.pixels = pixels;
    this.postbacks = postbacks;
    this.events = events;
    this.segment = segment;
    this.csv = csv;
    this.optOuts = optOuts;
    this.script = script;
    this.collect = collect;
    this.evaluation = evaluation;
    this.gate = gate;
    this.metrics = metrics;
    this.proxies = proxies;
    this.maxInFlight = maxInFlight;
  }

  void handle(HttpServerRequest request) {
    long started = System.nanoTime();
    int inFlight = metrics.requestStarted();
    String path = request.path();
    Route route = route(path);
    Exchange exchange = new Exchange(request, route, metrics, proxies, started);
    exchange.guarded(() -> dispatch(exchange, inFlight));
  }

  private static Route route(String path) {
    if (path == null) {
      return Route.NONE;
    }
    if (isCode(path, CLICK, "")) {
      return Route.CLICK;
    }
    if (isCode(path, IMPRESSION, GIF)) {
      return Route.IMPRESSION;
    }
    return switch (path) {
      case "/click", "/aff_c", "/dl.php" -> Route.CLICK_ALIAS;
      case "/p.gif" -> Route.PIXEL;
      case "/opt-out" -> Route.OPT_OUT;
      case "/opt-in" -> Route.OPT_IN;
      case "/postback" -> Route.POSTBACK;
      case "/v1/events" -> Route.EVENTS;
      case "/v1/conversions/csv" -> Route.CSV;
      case "/v1/track",
          "/v1/identify",
          "/v1/page",
          "/v1/screen",
          "/v1/alias",
          "/v1/group",
          "/v1/batch",
          "/v1/import",
          "/v1/import/" ->
          Route.SEGMENT;
      case "/t.js" -> Route.SCRIPT;
      case "/t-fp.js" -> Route.FINGERPRINT;
      case "/v1/script-config" -> Route.SCRIPT_CONFIG;
      case "/v1/collect" -> Route.COLLECT;
      case "/api/v1/fraud/evaluate" -> Route.EVALUATE;
      default -> path.startsWith(COMPAT) ? Route.COMPAT : Route.NONE;
    };
  }

  private void dispatch(Exchange exchange, int inFlight) {
    String path = exchange.path();
    boolean reads =
        exchange.method().equals(HttpMethod.GET) || exchange.method().equals(HttpMethod.HEAD);
    switch (exchange.route()) {
      case CLICK -> {
        if (reads) {
          clicks.handle(exchange, path.substring(CLICK.length()));
        } else {
          exchange.methodNotAllowed("GET, HEAD");
        }
      }
      case CLICK_ALIAS -> {
        if (reads) {
          clicks.handleAlias(exchange);
        } else {
          exchange.methodNotAllowed("GET, HEAD");
        }
      }
      case OPT_OUT, OPT_IN -> {
        if (exchange.method().equals(HttpMethod.GET)) {
          optOuts.handle(exchange, exchange.route() == Route.OPT_OUT);
        } else {
          exchange.methodNotAllowed("GET");
        }
      }
      case IMPRESSION -> {
        if (exchange.method().equals(HttpMethod.GET)) {
          impressions.handle(
              exchange, path.substring(IMPRESSION.length(), path.length() - GIF.length()));
        } else {
          exchange.methodNotAllowed("GET");
        }
      }
      case PIXEL -> {
        if (!exchange.method().equals(HttpMethod.GET)) {
          exchange.methodNotAllowed("GET");
        } else if (gate.admitsBrowser(exchange)) {
          pixels.handle(exchange);
        }
      }
      case POSTBACK, COMPAT -> {
        if (!exchange.method().equals(HttpMethod.GET)
            && !exchange.method().equals(HttpMethod.POST)) {
          exchange.methodNotAllowed("GET, POST");
        } else if (inFlight > maxInFlight) {
          overloaded(exchange, 503);
        } else if (gate.admitsServer(exchange)) {
          if (exchange.route() == Route.COMPAT) {
            postbacks.handleVendor(exchange);
          } else {
            postbacks.handle(exchange);
          }
        }
      }
      case EVENTS, SEGMENT, CSV -> {
        if (!exchange.method().equals(HttpMethod.POST)) {
          exchange.methodNotAllowed("POST");
        } else if (inFlight > maxInFlight) {
          overloaded(exchange, 429);
        } else if (gate.admitsServer(exchange)) {
          if (exchange.route() == Route.SEGMENT) {
            segment.handle(exchange);
          } else if (exchange.route() == Route.CSV) {
            csv.handle(exchange);
          } else {
            events.handle(exchange);
          }
        }
      }
      case SCRIPT, FINGERPRINT -> {
        if (reads) {
          script.handle(exchange);
        } else {
          exchange.methodNotAllowed("GET, HEAD");
        }
      }
      case SCRIPT_CONFIG -> {
        if (exchange.method().equals(HttpMethod.GET)) {
          collect.configure(exchange);
        } else {
          exchange.methodNotAllowed("GET");
        }
      }
      case COLLECT -> {
        if (exchange.method().equals(HttpMethod.OPTIONS)) {
          collect.preflight(exchange);
        } else if (!exchange.method().equals(HttpMethod.POST)) {
          exchange.methodNotAllowed("POST, OPTIONS");
        } else if (inFlight > maxInFlight) {
          overloaded(exchange, 429);
        } else if (gate.admitsBrowser(exchange)) {
          collect.handle(exchange);
        }
      }
      case EVALUATE -> {
        if (!exchange.method().equals(HttpMethod.POST)) {
          exchange.methodNotAllowed("POST");
        } else if (inFlight > maxInFlight) {
          overloaded(exchange, 503);
        } else if (gate.admitsServer(exchange)) {
          evaluation.handle(exchange);
        }
      }
      case NONE -> exchange.problem(404, "not_found", "There is nothing here.", List.of());
    }
  }

  private static void overloaded(Exchange exchange, int status) {
    exchange.overloaded(status, "Too many requests are in work.");
  }

  private static boolean isCode(String path, String prefix, String suffix) {
    return path.startsWith(prefix)
        && path.endsWith(suffix)
        && path.length() > prefix.length() + suffix.length()
        && path.indexOf('/', prefix.length()) < 0;
  }
}
