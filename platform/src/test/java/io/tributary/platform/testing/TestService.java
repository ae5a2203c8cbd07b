package io.tributary.platform.testing;

import io.tributary.embedded.EmbeddedInfrastructure;
import io.tributary.embedded.Endpoints;
import io.tributary.embedded.Part;
import io.tributary.platform.ApiConfiguration;
import io.tributary.platform.DatabaseConfiguration;
import io.tributary.platform.PlatformConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/**
 * A role alone, as in a process of its own: on free loopback ports, over the embedded PostgreSQL
 * and Kafka.
 */
public final class TestService implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  private TestService(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts a role.
   *
   * @param role its configuration
   * @param settings besides those of ports and servers
   */
  public static TestService start(Class<?> role, Map<String, ?> settings) {
    Endpoints endpoints = EmbeddedInfrastructure.shared(Part.POSTGRES, Part.KAFKA).endpoints();
    Map<String, Object> all = new HashMap<>();
    all.put("server.port", 0);
    all.put("server.address", "127.0.0.1");
    all.put("tributary.management.port", 0);
    all.put("tributary.kafka.bootstrap-servers", endpoints.kafkaBootstrapServers());
    all.put("tributary.datasource.url", endpoints.datasourceUrl());
    all.put("tributary.datasource.username", endpoints.datasourceUser());
    all.put("tributary.datasource.password", endpoints.datasourcePassword());
    all.put("tributary.datasource.owner-username", endpoints.datasourceOwner());
    all.put("tributary.datasource.owner-password", endpoints.datasourceOwnerPassword());
    all.put("tributary.datasource.pool-size", 8);
    all.put("spring.main.banner-mode", "off");
    all.putAll(settings);
    return new TestService(
        new SpringApplicationBuilder(
                Auto.class,
                PlatformConfiguration.class,
                DatabaseConfiguration.class,
                ApiConfiguration.class,
                role)
            .beanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE)
            .web(WebApplicationType.SERVLET)
            .properties(all)
            .run());
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Scheme, host and port of its API. */
  public String base() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  /**
   * Calls it over HTTP.
   *
   * @param body JSON unless a header says otherwise; null for none
   * @param headers names and values in turn
   */
  public HttpResponse<String> call(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base() + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.setHeader("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {
        DataSourceAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        UserDetailsServiceAutoConfiguration.class
      })
  static class Auto {}
}
