package io.tributary.tracking.web;

import io.tributary.tracking.client.Proxies;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.stream.Collectors;

/** Takes requests to their endpoints. */
final class Router {

  private static final String CLICK = "/c/";
  private static final String IMPRESSION = "/i/";
  private static final String COMPAT = "/compat/";
  private static final String GIF = ".gif";

  private static final List<HttpMethod> GET = List.of(HttpMethod.GET);
  private static final List<HttpMethod> GET_OR_HEAD = List.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final List<HttpMethod> GET_OR_POST = List.of(HttpMethod.GET, HttpMethod.POST);
  private static final List<HttpMethod> POST = List.of(HttpMethod.POST);
  private static final List<HttpMethod> POST_OR_PREFLIGHT =
      List.of(HttpMethod.POST, HttpMethod.OPTIONS);

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
    List<HttpMethod> methods = methods(exchange.route());
    if (methods.isEmpty()) {
      exchange.problem(404, "not_found", "There is nothing here.", List.of());
    } else if (!methods.contains(exchange.method())) {
      exchange.methodNotAllowed(
          methods.stream().map(HttpMethod::name).collect(Collectors.joining(", ")));
    } else if (exchange.method().equals(HttpMethod.OPTIONS)) {
      collect.preflight(exchange);
    } else if (hasRoom(exchange, inFlight) && isAdmitted(exchange)) {
      handle(exchange);
    }
  }

  private static List<HttpMethod> methods(Route route) {
    return switch (route) {
      case CLICK, CLICK_ALIAS, SCRIPT, FINGERPRINT -> GET_OR_HEAD;
      case IMPRESSION, PIXEL, OPT_OUT, OPT_IN, SCRIPT_CONFIG -> GET;
      case POSTBACK, COMPAT -> GET_OR_POST;
      case EVENTS, SEGMENT, CSV, EVALUATE -> POST;
      case COLLECT -> POST_OR_PREFLIGHT;
      case NONE -> List.of();
    };
  }

  /** Whether there is not too much in work for another of its kind; answers if there is. */
  private boolean hasRoom(Exchange exchange, int inFlight) {
    if (inFlight <= maxInFlight) {
      return true;
    }
    int status =
        switch (exchange.route()) {
          case EVENTS, SEGMENT, CSV, COLLECT -> 429;
          case POSTBACK, COMPAT, EVALUATE -> 503;
          case CLICK, CLICK_ALIAS, IMPRESSION, PIXEL, OPT_OUT, OPT_IN -> 0;
          case SCRIPT, FINGERPRINT, SCRIPT_CONFIG, NONE -> 0;
        };
    if (status == 0) {
      return true;
    }
    exchange.overloaded(status, "Too many requests are in work.");
    return false;
  }

  /** Whether its sender may send as often; answers if not. */
  private boolean isAdmitted(Exchange exchange) {
    return switch (exchange.route()) {
      case PIXEL, COLLECT -> gate.admitsBrowser(exchange);
      case POSTBACK, COMPAT, EVENTS, SEGMENT, CSV, EVALUATE -> gate.admitsServer(exchange);
      case CLICK, CLICK_ALIAS, IMPRESSION, OPT_OUT, OPT_IN -> true;
      case SCRIPT, FINGERPRINT, SCRIPT_CONFIG, NONE -> true;
    };
  }

  private void handle(Exchange exchange) {
    String path = exchange.path();
    switch (exchange.route()) {
      case CLICK -> clicks.handle(exchange, path.substring(CLICK.length()));
      case CLICK_ALIAS -> clicks.handleAlias(exchange);
      case IMPRESSION ->
          impressions.handle(
              exchange, path.substring(IMPRESSION.length(), path.length() - GIF.length()));
      case PIXEL -> pixels.handle(exchange);
      case POSTBACK -> postbacks.handle(exchange);
      case COMPAT -> postbacks.handleVendor(exchange);
      case EVENTS -> events.handle(exchange);
      case SEGMENT -> segment.handle(exchange);
      case CSV -> csv.handle(exchange);
      case OPT_OUT -> optOuts.handle(exchange, true);
      case OPT_IN -> optOuts.handle(exchange, false);
      case SCRIPT, FINGERPRINT -> script.handle(exchange);
      case SCRIPT_CONFIG -> collect.configure(exchange);
      case COLLECT -> collect.handle(exchange);
      case EVALUATE -> evaluation.handle(exchange);
      case NONE -> throw new IllegalStateException("there is nothing there");
    }
  }

  private static boolean isCode(String path, String prefix, String suffix) {
    return path.startsWith(prefix)
        && path.endsWith(suffix)
        && path.length() > prefix.length() + suffix.length()
        && path.indexOf('/', prefix.length()) < 0;
  }
}
