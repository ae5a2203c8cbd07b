package io.tributary.app.console;

import io.tributary.platform.ops.ReadinessCheck;
import io.tributary.tracking.web.EdgeServer;
import java.security.SecureRandom;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The console role. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class ConsoleService {

  private static final Logger log = LoggerFactory.getLogger(ConsoleService.class);

  /** Without a built console the API still works. */
  @Bean("console.page")
  ConsolePages page() {
    ConsolePages pages =
        new ConsolePages(new ClassPathResource("console/index.html"), new SecureRandom());
    if (!pages.isBuilt()) {
      log.warn("this build has no console; only the API is served");
    }
    return pages;
  }

  @Bean("console.routes")
  RouterFunction<ServerResponse> routes(ConsolePages pages) {
    return pages.routes();
  }

  /** Behind the security chain: a request without a valid token goes nowhere. */
  @Bean("console.frontDoor")
  FilterRegistrationBean<FrontDoor> frontDoor(
      Environment environment, ObjectProvider<EdgeServer> edge) {
    FilterRegistrationBean<FrontDoor> registration =
        new FilterRegistrationBean<>(
            new FrontDoor(
                environment,
                () -> Optional.ofNullable(edge.getIfAvailable()).map(EdgeServer::url)));
    registration.addUrlPatterns("/api/*", "/hooks/*", "/sandbox/*", "/.well-known/*");
    registration.setOrder(Ordered.LOWEST_PRECEDENCE);
    return registration;
  }

  @Bean("console.readiness")
  ReadinessCheck readiness(ConsolePages pages) {
    return ReadinessCheck.of("console", "page built", pages::isBuilt);
  }
}
