package io.tributary.app;

import io.tributary.embedded.EmbeddedInfrastructure;
import io.tributary.embedded.Options;
import io.tributary.embedded.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.PropertySource;

/**
 * The embedded servers, starting while the application context is put together: who asks for one of
 * their addresses waits until they are up.
 */
final class EmbeddedServers {

  private static final List<String> PREFIXES =
      List.of("tributary.kafka.", "tributary.datasource.", "tributary.redis.");

  private final CompletableFuture<Map<String, String>> properties;

  private EmbeddedServers(CompletableFuture<Map<String, String>> properties) {
    this.properties = properties;
  }

  static EmbeddedServers start(Path data, Set<Part> parts) {
    CompletableFuture<EmbeddedInfrastructure> servers = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("embedded-servers")
        .start(
            () -> {
              try {
                servers.complete(
                    EmbeddedInfrastructure.start(
                        data, Options.defaults().only(parts.toArray(Part[]::new))));
              } catch (RuntimeException e) {
                servers.completeExceptionally(e);
              }
            });
    // Runs when the context is closed, so that the services stop before their servers.
    SpringApplication.getShutdownHandlers()
        .add(
            () ->
                servers
                    .handle((started, failure) -> started)
                    .thenAccept(
                        started -> {
                          if (started != null) {
                            started.close();
                          }
                        })
                    .join());
    return new EmbeddedServers(
        servers.thenApply(started -> ServerProperties.of(started.endpoints(), parts)));
  }

  PropertySource<?> asPropertySource() {
    return new PropertySource<>("embedded servers", this) {
      @Override
      public @Nullable Object getProperty(String name) {
        return PREFIXES.stream().anyMatch(name::startsWith) ? value(name) : null;
      }
    };
  }

  private @Nullable String value(String name) {
    return properties.join().get(name);
  }

  /** Why they did not start, once that is known. */
  Optional<RuntimeException> failure() {
    if (!properties.isCompletedExceptionally()) {
      return Optional.empty();
    }
    Throwable failure = properties.exceptionNow();
    return failure.getCause() instanceof RuntimeException cause
        ? Optional.of(cause)
        : Optional.of(new IllegalStateException(failure));
  }
}
