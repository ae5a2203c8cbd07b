package io.tributary.platform.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients of other services. The token of the running request is passed on, problem documents come
 * back as {@link ApiProblem}; connect 1 s, whole call 3 s, no retries.
 */
public final class ServiceClients {

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration TOTAL = Duration.ofSeconds(3);

  private final Function<String, String> addressOf;
  private final RestClient.Builder builder;
  private final JsonMapper json;
  private final Map<String, RestClient> clients = new ConcurrentHashMap<>();

  /**
   * Clients by address.
   *
   * @param addressOf base URL of a service by its name
   */
  public ServiceClients(
      Function<String, String> addressOf, RestClient.Builder builder, JsonMapper json) {
    this.addressOf = addressOf;
    this.builder = builder;
    this.json = json;
  }

  /** The client of a service. */
  public RestClient to(String service) {
    return clients.computeIfAbsent(service, this::create);
  }

  private RestClient create(String service) {
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
    requests.setReadTimeout(TOTAL);
    return builder
        .clone()
        .baseUrl(addressOf.apply(service))
        .requestFactory(requests)
        .requestInterceptor(
            (request, body, execution) -> {
              passOnCredentials(request);
              try {
                return execution.execute(request, body);
              } catch (IOException e) {
                throw ApiProblem.unavailable("The " + service + " service does not answer.");
              }
            })
        .defaultStatusHandler(
            status -> status.isError(), (request, response) -> rethrow(service, response))
        .build();
  }

  private static void passOnCredentials(HttpRequest request) {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes running) {
      for (String header :
          List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE, "X-Tributary-Console")) {
        String value = running.getRequest().getHeader(header);
        if (value != null && !request.getHeaders().containsHeader(header)) {
          request.getHeaders().set(header, value);
        }
      }
    }
  }

  private void rethrow(String service, ClientHttpResponse response) throws IOException {
    int status = response.getStatusCode().value();
    try {
      JsonNode problem = json.readTree(response.getBody());
      List<FieldProblem> errors = new ArrayList<>();
      for (JsonNode error : problem.path("errors")) {
        errors.add(
            new FieldProblem(
                error.path("field").asString(""),
                error.path("code").asString(""),
                error.path("message").asString("")));
      }
      throw ApiProblem.of(
          status == 500 ? 503 : status,
          problem.path("code").asString("unavailable"),
          problem.path("detail").asString("The " + service + " service refused."),
          errors);
    } catch (JacksonException e) {
      throw ApiProblem.unavailable("The " + service + " service gave no readable answer.");
    }
  }
}
