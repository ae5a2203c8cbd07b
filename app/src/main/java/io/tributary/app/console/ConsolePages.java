package io.tributary.app.console;

import static org.springframework.web.servlet.function.RequestPredicates.GET;
import static org.springframework.web.servlet.function.RequestPredicates.HEAD;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The console's page and its files.
 *
 * <p>The page is never cached and carries a fresh nonce each time; files with a hash in their name
 * are cached for good; whatever else is asked for is not found, and never answered with the page.
 */
final class ConsolePages {

  private static final String NONCE = "__CSP_NONCE__";
  private static final int NONCE_BYTES = 16;
  private static final Duration YEAR = Duration.ofDays(365);
  private static final List<String> NOT_THE_CONSOLE =
      List.of("/api", "/assets", "/hooks", "/sandbox", "/.well-known", "/c/", "/i/", "/v1/");
  private static final Map<String, MediaType> FIXED_FILES =
      Map.of(
          "/color-scheme.js", MediaType.parseMediaType("text/javascript"),
          "/icon.svg", MediaType.parseMediaType("image/svg+xml"));
  private static final Map<String, String> ASSET_TYPES =
      Map.of(
          "js", "text/javascript",
          "css", "text/css",
          "svg", "image/svg+xml",
          "woff2", "font/woff2",
          "json", "application/json",
          "png", "image/png");

  private final @Nullable String template;
  private final SecureRandom random;

  ConsolePages(Resource page, SecureRandom random) {
    try {
      this.template = page.exists() ? page.getContentAsString(StandardCharsets.UTF_8) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.random = random;
  }

  /** Whether this build has the console. */
  boolean isBuilt() {
    return template != null;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .route(
            GET("/api/openapi.json"),
            request ->
                found(
                    "static/openapi.json",
                    MediaType.APPLICATION_JSON,
                    CacheControl.noCache().cachePublic()))
        .route(GET("/assets/{name}").or(HEAD("/assets/{name}")), ConsolePages::asset)
        .route(
            GET("/*").or(HEAD("/*")).and(request -> FIXED_FILES.containsKey(request.path())),
            ConsolePages::fixedFile)
        .route(GET("/**").or(HEAD("/**")).and(request -> isPage(request.path())), request -> page())
        .build();
  }

  private boolean isPage(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    return template != null
        && !last.contains(".")
        && NOT_THE_CONSOLE.stream().noneMatch(path::startsWith);
  }

  private ServerResponse page() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    return ServerResponse.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .cacheControl(CacheControl.noStore())
        .header("Content-Security-Policy", policy(nonce))
        .body(template == null ? "" : template.replace(NONCE, nonce));
  }

  private static String policy(String nonce) {
    return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"
        + nonce
        + "'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self';"
        + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  }

  private static ServerResponse asset(ServerRequest request) {
    String name = request.pathVariable("name");
    String type = ASSET_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    return type == null || !name.matches("[A-Za-z0-9._-]+")
        ? ServerResponse.notFound().build()
        : found(
            "console/assets/" + name,
            MediaType.parseMediaType(type),
            CacheControl.maxAge(YEAR).cachePublic().immutable());
  }

  private static ServerResponse fixedFile(ServerRequest request) {
    MediaType type = Optional.ofNullable(FIXED_FILES.get(request.path())).orElseThrow();
    return found("console" + request.path(), type, CacheControl.noCache().cachePublic());
  }

  private static ServerResponse found(String file, MediaType type, CacheControl caching) {
    ClassPathResource resource = new ClassPathResource(file);
    return resource.exists()
        ? ServerResponse.ok().contentType(type).cacheControl(caching).body(resource)
        : ServerResponse.notFound().build();
  }
}
