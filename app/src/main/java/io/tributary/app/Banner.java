package io.tributary.app;

import io.tributary.platform.ops.ManagementListener;
import io.tributary.tracking.web.EdgeServer;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** What the start says when it is done. */
final class Banner {

  private Banner() {}

  static String of(Set<Role> roles, ConfigurableApplicationContext context) {
    Environment environment = context.getEnvironment();
    StringBuilder banner = new StringBuilder("\n");
    banner.append(
        "Tributary is up: %s%n"
            .formatted(
                roles.size() == Role.values().length
                    ? "all services"
                    : roles.stream().map(Role::label).collect(Collectors.joining(", "))));
    if (roles.stream().anyMatch(Role::servesApi)) {
      banner.append(
          "  console and API   http://%s:%s/%n"
              .formatted(
                  environment.getProperty("server.address", "127.0.0.1"),
                  environment.getProperty("local.server.port", "8080")));
    }
    if (roles.contains(Role.TRACKING)) {
      banner.append("  tracking          %s/%n".formatted(context.getBean(EdgeServer.class).url()));
    }
    banner.append(
        "  health, metrics   http://%s:%d/%n"
            .formatted(
                environment.getProperty("tributary.management.host", "127.0.0.1"),
                context.getBean(ManagementListener.class).port()));
    return banner.toString();
  }
}
