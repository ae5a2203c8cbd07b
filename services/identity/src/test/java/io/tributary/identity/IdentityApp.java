package io.tributary.identity;

import io.tributary.contract.id.IdSource;
import io.tributary.platform.testing.TestService;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The identity role alone, and what a caller says to it. */
final class IdentityApp implements AutoCloseable {

  static final String EMAIL = "admin@example.com";
  static final String PASSWORD = "correct horse battery";
  static final String SECRET_KEY = secretKey();

  private final TestService service;

  private IdentityApp(TestService service) {
    this.service = service;
  }

  static IdentityApp start(String... properties) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("tributary.secret-key", SECRET_KEY);
    settings.put("tributary.sign-in-key", SECRET_KEY);
    settings.put("tributary.identity.admin-password", PASSWORD);
    for (String property : properties) {
      String[] parts = property.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    return new IdentityApp(TestService.start(IdentityService.class, settings));
  }

  String base() {
    return service.base();
  }

  <T> T bean(Class<T> type) {
    return service.bean(type);
  }

  <T> T bean(String name, Class<T> type) {
    return service.context().getBean(name, type);
  }

  Answer call(String method, String path, String body, String... headers) {
    HttpResponse<String> answer = service.call(method, path, body, headers);
    return new Answer(
        answer, answer.body().isEmpty() ? null : JsonMapper.shared().readTree(answer.body()));
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
    service.close();
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
}
