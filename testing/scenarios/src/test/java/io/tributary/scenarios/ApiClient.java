package io.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.scenarios.Http.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The management API as one signed-in user sees it. */
final class ApiClient {

  private final String base;
  private final String token;

  private ApiClient(String base, String token) {
    this.base = base;
    this.token = token;
  }

  static ApiClient signIn(Deployment deployment, String email, String password) {
    Answer answer =
        Http.send(
            "POST",
            deployment.api() + "/api/v1/auth/login",
            Map.of("Content-Type", "application/json"),
            Optional.of(
                Http.JSON.writeValueAsString(Map.of("email", email, "password", password))));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return new ApiClient(
        deployment.api() + "/api/v1/", answer.json().path("access_token").asString());
  }

  static ApiClient admin(Deployment deployment) {
    return signIn(deployment, Deployment.ADMIN, Deployment.PASSWORD);
  }

  Answer get(String path) {
    return call("GET", path, Map.of(), Optional.empty());
  }

  JsonNode read(String path) {
    Answer answer = get(path);
    assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return answer.json();
  }

  Answer post(String path, Object body) {
    return call("POST", path, Map.of(), Optional.of(Http.JSON.writeValueAsString(body)));
  }

  /** Posts and expects 200, 201 or 202. */
  JsonNode write(String path, Object body) {
    Answer answer = post(path, body);
    assertThat(answer.status()).as("%s: %s", path, answer.body()).isBetween(200, 202);
    return answer.json();
  }

  Answer call(String method, String path, Map<String, String> headers, Optional<String> body) {
    Map<String, String> all = new HashMap<>();
    all.put("Authorization", "Bearer " + token);
    if (!method.equals("GET")) {
      all.put("Idempotency-Key", UUID.randomUUID().toString());
    }
    if (body.isPresent()) {
      all.put("Content-Type", "application/json");
    }
    all.putAll(headers);
    return Http.send(method, base + path, all, body);
  }
}
