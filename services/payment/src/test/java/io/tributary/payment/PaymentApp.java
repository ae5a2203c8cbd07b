package io.tributary.payment;

import io.tributary.contract.id.TenantId;
import io.tributary.embedded.EmbeddedInfrastructure;
import io.tributary.embedded.Endpoints;
import io.tributary.embedded.Part;
import io.tributary.payment.key.SandboxKeys;
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
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The payment role alone, on free ports. Its worker looks only when it is woken. */
public final class PaymentApp {

  public static final String SECRET = "a secret of the sandbox for tests only";
  private static PaymentApp shared;

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  private PaymentApp(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** One for all tests of this JVM; it ends with it. */
  public static synchronized PaymentApp shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  private static PaymentApp start() {
    Endpoints endpoints = EmbeddedInfrastructure.shared(Part.POSTGRES, Part.KAFKA).endpoints();
    Map<String, Object> settings = new HashMap<>();
    settings.put("server.port", 0);
    settings.put("server.address", "127.0.0.1");
    settings.put("tributary.management.port", 0);
    settings.put("tributary.kafka.bootstrap-servers", endpoints.kafkaBootstrapServers());
    settings.put("tributary.datasource.url", endpoints.datasourceUrl());
    settings.put("tributary.datasource.username", endpoints.datasourceUser());
    settings.put("tributary.datasource.password", endpoints.datasourcePassword());
    settings.put("tributary.datasource.owner-username", endpoints.datasourceOwner());
    settings.put("tributary.datasource.owner-password", endpoints.datasourceOwnerPassword());
    settings.put("tributary.datasource.pool-size", 8);
    settings.put("tributary.payment.sandbox.secret", SECRET);
    settings.put("tributary.payment.sandbox.slow", "1500ms");
    settings.put("tributary.payment.poll", "1h");
    // Nobody listens there: a call would wake the worker in the middle of other tests.
    settings.put("tributary.payment.sandbox.hook-url", "http://127.0.0.1:1");
    settings.put("spring.main.banner-mode", "off");
    return new PaymentApp(
        new SpringApplicationBuilder(
                Auto.class,
                PlatformConfiguration.class,
                DatabaseConfiguration.class,
                ApiConfiguration.class,
                PaymentService.class)
            .beanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE)
            .web(WebApplicationType.SERVLET)
            .properties(settings)
            .run());
  }

  public String base() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  public static String apiKey(TenantId tenant) {
    return new SandboxKeys(SECRET).apiKey(tenant);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public HttpResponse<String> call(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base() + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
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

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
  static class Auto {}
}
