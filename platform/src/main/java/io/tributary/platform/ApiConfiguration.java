package io.tributary.platform;

import io.tributary.platform.http.ApiDocument;
import io.tributary.platform.http.ApiMvc;
import io.tributary.platform.http.IdempotentWrites;
import io.tributary.platform.http.ProblemReportValve;
import io.tributary.platform.http.ServiceClients;
import io.tributary.platform.security.AccessTokens;
import io.tributary.platform.security.ApiSecurity;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** What processes with API roles have. */
@Configuration(proxyBeanMethods = false)
@Import({ApiMvc.class, ApiSecurity.class, ApiDocument.class})
public class ApiConfiguration {

  /** How API answers look: snake_case, RFC 3339 times, ISO 8601 durations. */
  @Bean("platform.apiJson")
  JsonMapperBuilderCustomizer apiJson() {
    return builder ->
        builder
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
  }

  @Bean("platform.problemReports")
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports() {
    return factory ->
        factory.addContextCustomizers(
            context -> {
              if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
              }
            });
  }

  @Bean("platform.idempotentWrites")
  IdempotentWrites idempotentWrites(JsonMapper json) {
    return new IdempotentWrites(json);
  }

  @Bean("platform.serviceClients")
  ServiceClients serviceClients(
      Environment environment, RestClient.Builder builder, JsonMapper json) {
    return new ServiceClients(service -> ServiceAddresses.of(service, environment), builder, json);
  }

  @Bean("platform.jwtDecoder")
  JwtDecoder jwtDecoder(Environment environment) {
    // Made at the first token: this process's own port is not known before it listens.
    return new SupplierJwtDecoder(() -> AccessTokens.decoder(ServiceAddresses.jwks(environment)));
  }
}
