package io.tributary.tracking.web;

import io.tributary.contract.json.EventJson;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.agent.ClientHints;
import io.tributary.tracking.client.Clients;
import io.tributary.tracking.client.Proxies;
import io.tributary.tracking.limit.Rate;
import io.tributary.tracking.script.ScriptFile;
import io.tributary.tracking.sink.TouchSink.Stored;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer, on the event loop that it came in on. */
final class Exchange {

  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence NOINDEX = HttpHeaders.createOptimized("noindex");
  private static final CharSequence X_CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence X_ROBOTS_TAG = HttpHeaders.createOptimized("X-Robots-Tag");
  private static final CharSequence REFERRER_POLICY =
      HttpHeaders.createOptimized("Referrer-Policy");
  private static final CharSequence SEC_CH_UA = HttpHeaders.createOptimized("Sec-CH-UA");
  private static final CharSequence SEC_CH_UA_MOBILE =
      HttpHeaders.createOptimized("Sec-CH-UA-Mobile");
  private static final CharSequence SEC_CH_UA_PLATFORM =
      HttpHeaders.createOptimized("Sec-CH-UA-Platform");
  private static final CharSequence X_FORWARDED_FOR =
      HttpHeaders.createOptimized("X-Forwarded-For");
  private static final CharSequence X_FORWARDED_PROTO =
      HttpHeaders.createOptimized("X-Forwarded-Proto");

  private static final String RETRY_AFTER_SECONDS = "2";

  /** Of a body that is too large, what is read and thrown away so that the answer is seen. */
  private static final long MAX_DISCARDED = 16L * 1024 * 1024;

  private static final Buffer GIF =
      Buffer.buffer(
          new byte[] {
            0x47,
            0x49,
            0x46,
            0x38,
            0x39,
            0x61,
            1,
            0,
            1,
            0,
            (byte) 0x80,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0x21,
            (byte) 0xf9,
            4,
            1,
            0,
            0,
            0,
            0,
            0x2c,
            0,
            0,
            0,
            0,
            1,
            0,
            1,
            0,
            0,
            2,
            2,
            0x44,
            1,
            0,
            0x3b
          });

  private final HttpServerRequest request;
  private final Route route;
  private final EdgeMetrics metrics;
  private final Proxies proxies;
  private final long startedNanos;
  private boolean answered;

  Exchange(
      HttpServerRequest request,
      Route route,
      EdgeMetrics metrics,
      Proxies proxies,
      long startedNanos) {
    this.request = request;
    this.route = route;
    this.metrics = metrics;
    this.proxies = proxies;
    this.startedNanos = startedNanos;
    // A client that goes away before its answer still ends the request.
    request.response().closeHandler(closed -> done(499));
  }

  // What the client sent

  Route route() {
    return route;
  }

  HttpMethod method() {
    return request.method();
  }

  String path() {
    return Objects.requireNonNullElse(request.path(), "");
  }

  /** The query as sent; null without one. */
  @Nullable String rawQuery() {
    return request.query();
  }

  Map<String, String> query() {
    return Parameters.parse(request.query());
  }

  @Nullable String header(CharSequence name) {
    return request.headers().get(name);
  }

  /** The value of a cookie; of several with the name the first. */
  @Nullable String cookie(String name) {
    if (header(HttpHeaders.COOKIE) == null) {
      return null;
    }
    for (String header : request.headers().getAll(HttpHeaders.COOKIE)) {
      int from = 0;
      while (from < header.length()) {
        int end = header.indexOf(';', from);
        if (end < 0) {
          end = header.length();
        }
        int start = from;
        while (start < end && header.charAt(start) == ' ') {
          start++;
        }
        if (header.startsWith(name, start)
            && start + name.length() < end
            && header.charAt(start + name.length()) == '=') {
          return header.substring(start + name.length() + 1, end).strip();
        }
        from = end + 1;
      }
    }
    return null;
  }

  Client client() {
    return Clients.of(
        address(),
        header(HttpHeaders.USER_AGENT),
        header(HttpHeaders.ACCEPT_LANGUAGE),
        header(HttpHeaders.REFERER));
  }

  /** The client's address, whole; null when it is not known. */
  @Nullable InetAddress address() {
    return proxies.client(peer(), forwardedFor());
  }

  ClientHints hints() {
    String brands = header(SEC_CH_UA);
    String mobile = header(SEC_CH_UA_MOBILE);
    String platform = header(SEC_CH_UA_PLATFORM);
    return brands == null && mobile == null && platform == null
        ? ClientHints.NONE
        : new ClientHints(brands, mobile, platform, null);
  }

  /** Whether the client speaks TLS, by the word of a proxy that is trusted. */
  boolean isSecure() {
    return "https".equalsIgnoreCase(header(X_FORWARDED_PROTO)) && proxies.trusts(peer());
  }

  /** The media type of the body in lower case, without parameters; null when there is none. */
  @Nullable String mediaType() {
    String type = header(HttpHeaders.CONTENT_TYPE);
    if (type == null) {
      return null;
    }
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the body.
   *
   * @param limit in bytes
   * @param then given the body, on the event loop
   * @param tooLarge called instead when the body is larger
   */
  void body(int limit, Consumer<byte[]> then, Runnable tooLarge) {
    Buffer body = Buffer.buffer();
    long[] length = {0};
    request.handler(
        chunk -> {
          length[0] += chunk.length();
          if (length[0] <= limit) {
            body.appendBuffer(chunk);
          } else if (length[0] > MAX_DISCARDED && !answered) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            guarded(tooLarge);
          }
        });
    request.endHandler(
        end -> {
          if (answered) {
            return;
          }
          guarded(length[0] <= limit ? () -> then.accept(body.getBytes()) : tooLarge);
        });
  }

  /** The body as it comes, for a thread that may wait. */
  BodyStream bodyStream() {
    return new BodyStream(request, context());
  }

  /**
   * Does work that may wait in a thread of its own; a bug in it is met as one of a step.
   *
   * @param work given what brings its steps back to this event loop
   * @param after done in the end, whatever happened
   */
  void inThread(Consumer<Consumer<Runnable>> work, Runnable after) {
    Context context = context();
    Consumer<Runnable> here = step -> context.runOnContext(ignored -> guarded(step));
    Thread.ofVirtual()
        .name("edge-work")
        .start(
            () -> {
              try {
                work.accept(here);
              } catch (RuntimeException e) {
                here.accept(
                    () -> {
                      throw e;
                    });
              } finally {
                after.run();
              }
            });
  }

  private static Context context() {
    return Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
  }

  /** Goes on with the next step, on this event loop, when it is known what became of the event. */
  void whenStored(CompletableFuture<Stored> stored, Consumer<Stored> step) {
    whenKnown(stored, step);
  }

  /**
   * Goes on with the next step, on this event loop, when a value is known; at once if it is.
   *
   * @param value never completes exceptionally
   */
  <T> void whenKnown(CompletableFuture<T> value, Consumer<T> step) {
    if (value.isDone()) {
      step.accept(value.join());
      return;
    }
    ContextInternal context = (ContextInternal) context();
    var unused =
        value.thenAccept(
            known ->
                // What is known on this thread already waits for no turn.
                context.emit(ignored -> guarded(() -> step.accept(known))));
  }

  /** Runs a step; a bug in it is answered, logged and counted, and shows nothing of itself. */
  void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      metrics.unexpectedError();
      log.error("{} {} met a bug", request.method(), route.template(), e);
      if (!answered && !request.response().headWritten()) {
        problem(500, "internal_error", "The request could not be handled.", List.of());
      }
    }
  }

  // Answers

  void setCookie(String cookie) {
    request.response().headers().add(HttpHeaders.SET_COOKIE, cookie);
  }

  void redirect(int status, String location, String referrerPolicy) {
    HttpServerResponse response = head(status);
    response.putHeader(HttpHeaders.LOCATION, location);
    response.putHeader(X_ROBOTS_TAG, NOINDEX);
    response.putHeader(REFERRER_POLICY, referrerPolicy);
    end(response, null);
  }

  void page(int status, String title, String text) {
    HttpServerResponse response = head(status);
    response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8");
    response.putHeader("Content-Security-Policy", "default-src 'none'");
    response.putHeader(X_ROBOTS_TAG, NOINDEX);
    end(
        response,
        Buffer.buffer(
            """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%s</title></head>
            <body><main><h1>%s</h1><p>%s</p></main></body>
            </html>
            """
                .formatted(title, title, text)));
  }

  /**
   * A script for pages of any origin, compressed where the browser takes it.
   *
   * @param maxAge how long a browser may go without asking, in seconds
   */
  void script(ScriptFile file, int maxAge) {
    String encodings = header(HttpHeaders.ACCEPT_ENCODING);
    boolean zipped = encodings != null && encodings.contains("gzip");
    String tag = '"' + file.tag() + (zipped ? "-gz\"" : "\"");
    String known = header(HttpHeaders.IF_NONE_MATCH);
    boolean unchanged = known != null && known.contains(tag);
    HttpServerResponse response = head(unchanged ? 304 : 200);
    response.putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=" + maxAge);
    response.putHeader(HttpHeaders.ETAG, tag);
    response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    response.putHeader("Cross-Origin-Resource-Policy", "cross-origin");
    if (unchanged) {
      end(response, null);
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, "text/javascript; charset=utf-8");
    if (zipped) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    byte[] bytes = zipped ? file.zipped() : file.plain();
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length));
    end(response, Buffer.buffer(bytes));
  }

  /** Lets pages of this origin read the answer, and send the edge's cookies with the request. */
  void allowOrigin(String origin) {
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    response.putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
  }

  /** The answer to a preflight. */
  void preflight(String methods, int maxAge) {
    HttpServerResponse response = head(204);
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods);
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type");
    response.putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, Integer.toString(maxAge));
    end(response, null);
  }

  /** JSON that the browser that asked may keep, and nobody else. */
  void jsonForBrowser(Object body, int maxAge) {
    HttpServerResponse response = head(200);
    response.putHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=" + maxAge);
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    end(response, Buffer.buffer(EventJson.mapper().writeValueAsBytes(body)));
  }

  void gif(int status) {
    HttpServerResponse response = head(status);
    response.putHeader(HttpHeaders.CONTENT_TYPE, "image/gif");
    end(response, GIF);
  }

  /** An image all the same, so that no page shows a broken one; the reason stands in a header. */
  void refusedGif(int status, String reason) {
    request.response().putHeader("X-Refused", reason);
    gif(status);
  }

  void text(int status, String type, String body) {
    HttpServerResponse response = head(status);
    response.putHeader(HttpHeaders.CONTENT_TYPE, type + "; charset=utf-8");
    end(response, Buffer.buffer(body));
  }

  /** JSON that is written already. */
  void json(int status, byte[] body) {
    HttpServerResponse response = head(status);
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    end(response, Buffer.buffer(body));
  }

  void json(int status, Object body) {
    HttpServerResponse response = head(status);
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    end(response, Buffer.buffer(EventJson.mapper().writeValueAsBytes(body)));
  }

  void problem(int status, String code, String detail, List<Problem> errors) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title(status));
    body.put("status", status);
    body.put("detail", detail);
    body.put("code", code);
    if (!errors.isEmpty()) {
      body.put("errors", errors);
    }
    HttpServerResponse response = head(status);
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
    if (status == 401) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    if (status == 503) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    end(response, Buffer.buffer(EventJson.mapper().writeValueAsBytes(body)));
  }

  /**
   * Tells the sender how often it may send.
   *
   * @param retryAfter seconds; 0 when it need not wait
   */
  void limit(String name, Rate rate, long remaining, long retryAfter) {
    HttpServerResponse response = request.response();
    response.putHeader("RateLimit-Policy", '"' + name + "\";q=" + rate.perMinute() + ";w=60");
    response.putHeader(
        "RateLimit",
        retryAfter == 0 ? '"' + name + "\";r=" + remaining : '"' + name + "\";r=0;t=" + retryAfter);
    if (retryAfter > 0) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
    }
  }

  void methodNotAllowed(String allowed) {
    request.response().putHeader(HttpHeaders.ALLOW, allowed);
    problem(405, "method_not_allowed", "Use " + allowed + ".", List.of());
  }

  /**
   * There is too much in work for one more.
   *
   * @param status 503, or 429 where the sender is to send less at once
   */
  void overloaded(int status, String detail) {
    if (status == 429) {
      metrics.rateLimited("overload");
    }
    request.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    problem(status, "overloaded", detail, List.of());
  }

  void notDurable() {
    problem(
        503,
        "temporarily_unavailable",
        "It is not certain that the event is recorded; send it again, which does no harm.",
        List.of());
  }

  /** All values in order: some proxies add a header of their own instead of adding to it. */
  private @Nullable String forwardedFor() {
    List<String> values = request.headers().getAll(X_FORWARDED_FOR);
    return switch (values.size()) {
      case 0 -> null;
      case 1 -> values.getFirst();
      default -> String.join(",", values);
    };
  }

  private @Nullable InetAddress peer() {
    SocketAddress remote = request.remoteAddress();
    return remote == null || remote.hostAddress() == null
        ? null
        : Proxies.address(remote.hostAddress());
  }

  private HttpServerResponse head(int status) {
    HttpServerResponse response = request.response();
    response.setStatusCode(status);
    response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    response.putHeader(X_CONTENT_TYPE_OPTIONS, NOSNIFF);
    return response;
  }

  private void end(HttpServerResponse response, @Nullable Buffer body) {
    if (response.closed() || response.ended()) {
      done(499);
      return;
    }
    done(response.getStatusCode());
    var unused =
        body == null || request.method().equals(HttpMethod.HEAD)
            ? response.end()
            : response.end(body);
  }

  private void done(int status) {
    if (!answered) {
      answered = true;
      metrics.requestAnswered(route, status, System.nanoTime() - startedNanos);
    }
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
