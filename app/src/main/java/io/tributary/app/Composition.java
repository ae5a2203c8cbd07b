package io.tributary.app;

import io.tributary.embedded.Part;
import io.tributary.platform.ApiConfiguration;
import io.tributary.platform.DatabaseConfiguration;
import io.tributary.platform.PlatformConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** One process: the beans its roles need and no others. */
final class Composition {

  private static final Map<Part, String> SERVER_KEYS =
      Map.of(
          Part.KAFKA, "tributary.kafka.bootstrap-servers",
          Part.POSTGRES, "tributary.datasource.url",
          Part.REDIS, "tributary.redis.url");

  /** Environment variables of the first start, and the keys that they stand for. */
  private static final Map<String, String> FIRST_ADMINISTRATOR =
      Map.of(
          "TRIBUTARY_ADMIN_EMAIL", "tributary.identity.admin-email",
          "TRIBUTARY_ADMIN_PASSWORD", "tributary.identity.admin-password");

  private final Set<Role> roles;
  private final Path data;
  private final @Nullable Path config;
  private @Nullable EmbeddedServers servers;

  Composition(Set<Role> roles, Path data, @Nullable Path config) {
    this.roles = EnumSet.copyOf(roles);
    this.data = data;
    this.config = config;
  }

  ConfigurableApplicationContext run() {
    boolean api = roles.stream().anyMatch(Role::servesApi);
    boolean database = roles.stream().anyMatch(Role::usesDatabase);
    List<Class<?>> sources = new ArrayList<>();
    sources.add(PlatformConfiguration.class);
    if (database) {
      sources.add(DatabaseConfiguration.class);
    }
    if (api) {
      sources.add(ApiConfiguration.class);
      sources.add(ApiProcess.class);
    } else {
      sources.add(EdgeProcess.class);
    }
    roles.forEach(role -> sources.add(role.configuration()));

    SpringApplication application = new SpringApplication(sources.toArray(Class<?>[]::new));
    application.setWebApplicationType(api ? WebApplicationType.SERVLET : WebApplicationType.NONE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setBeanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE);
    Map<String, Object> defaults = new HashMap<>();
    if (config != null) {
      defaults.put("spring.config.additional-location", "file:" + config.toAbsolutePath());
    }
    application.setDefaultProperties(defaults);
    application.addInitializers(context -> complete(context.getEnvironment(), database));
    try {
      return application.run();
    } catch (RuntimeException e) {
      // A missing address is what the application sees of servers that could not start.
      throw servers == null ? e : servers.failure().orElse(e);
    }
  }

  /** Starts those servers that no configuration names, and makes secrets that it does not give. */
  private void complete(ConfigurableEnvironment environment, boolean database) {
    Set<Part> missing = EnumSet.noneOf(Part.class);
    SERVER_KEYS.forEach(
        (part, key) -> {
          if (!environment.containsProperty(key)) {
            missing.add(part);
          }
        });
    if (!database) {
      missing.remove(Part.POSTGRES);
    }
    if (!missing.isEmpty()) {
      servers = EmbeddedServers.start(data, missing);
      environment.getPropertySources().addLast(servers.asPropertySource());
    }
    Map<String, Object> completed = new HashMap<>();
    InstallationSecrets.of(data)
        .properties()
        .forEach(
            (key, value) -> {
              if (!environment.containsProperty(key)) {
                completed.put(key, value);
              }
            });
    FIRST_ADMINISTRATOR.forEach(
        (variable, key) -> {
          String value = environment.getProperty(variable);
          if (value != null && !value.isEmpty()) {
            completed.putIfAbsent(key, value);
          }
        });
    completed.put("tributary.data", data.toAbsolutePath().toString());
    completed.put(
        "tributary.attribution.state-dir", data.toAbsolutePath().resolve("attribution").toString());
    completed.put(
        "tributary.tracking.data-dir", data.toAbsolutePath().resolve("tracking").toString());
    environment.getPropertySources().addLast(new MapPropertySource("installation", completed));
  }
}
