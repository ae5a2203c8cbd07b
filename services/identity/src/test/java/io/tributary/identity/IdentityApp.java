package io.tributary.identity;

import io.tributary.contract.id.IdSource;
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
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The identity role alone in a process of its own, on free ports, with a client. */
final class IdentityApp implements AutoCloseable {

  static final String EMAIL = "admin@example.com";
  static final String PASSWORD = "correct horse battery";
  static final String SECRET_KEY = secretKey();

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = JsonMapper.shared();

  private IdentityApp(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static IdentityApp start(String... properties) {
    Endpoints endpoints = EmbeddedInfrastructure.shared(Part.POSTGRES, Part.KAFKA).endpoints();
    Map<String, Object> settings = new HashMap<>();
    settings.put("server.port", 0);
    settings.put("tributary.management.port", 0);
    settings.put("tributary.kafka.bootstrap-servers", endpoints.kafkaBootstrapServers());
    settings.put("tributary.datasource.url", endpoints.datasourceUrl());
    settings.put("tributary.datasource.username", endpoints.datasourceUser());
    settings.put("tributary.datasource.password", endpoints.datasourcePassword());
    settings.put("tributary.datasource.owner-username", endpoints.datasourceOwner());
    settings.put("tributary.datasource.owner-password", endpoints.datasourceOwnerPassword());
    settings.put("tributary.datasource.pool-size", 8);
    settings.put("tributary.secret-key", SECRET_KEY);
    settings.put("tributary.identity.admin-password", PASSWORD);
    settings.put("spring.main.banner-mode", "off");
    for (String property : properties) {
      String[] parts = property.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    return new IdentityApp(
        new SpringApplicationBuilder(
                Auto.class,
                PlatformConfiguration.class,
                DatabaseConfiguration.class,
                ApiConfiguration.class,
                IdentityService.class)
            .beanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE)
            .web(WebApplicationType.SERVLET)
            .properties(settings)
            .run());
  }

  String base() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  Answer call(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base() + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer, answer.body().isEmpty() ? null : json.readTree(answer.body()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Answer login(String email, String password, String... headers) {
    return call(
        "POST",
        "/api/v1/auth/login",
        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password),
        headers);
  }

  /** As the first administrator, or whose token is given. */
  Answer as(String token, String method, String path, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Authorization";
    all[1] = "Bearer " + token;
    return call(method, path, body, all);
  }

  String adminToken() {
    return login(EMAIL, PASSWORD).json().path("access_token").asString();
  }

  String unique() {
    return UUID.randomUUID().toString().substring(0, 8) + IdSource.system().next().substring(20);
  }

  @Override
  public void close() {
    context.close();
  }

  private static String secretKey() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  record Answer(HttpResponse<String> response, JsonNode json) {

    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** A cookie as it was set, attributes included. */
    String setCookie(String name) {
      return response.headers().allValues("Set-Cookie").stream()
          .filter(cookie -> cookie.startsWith(name + "="))
          .findFirst()
          .orElse("");
    }

    /** A cookie as the client sends it back. */
    String cookie(String name) {
      return setCookie(name).split(";", 2)[0];
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
  static class Auto {}
}
