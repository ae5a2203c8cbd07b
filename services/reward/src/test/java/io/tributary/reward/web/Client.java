package io.tributary.reward.web;

import io.tributary.contract.id.TenantId;
import io.tributary.platform.security.Role;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A signed-in caller of the API. */
record Client(MockMvc api, TenantId tenant, Role role, Map<String, Object> claims) {

  private static final JsonMapper JSON = JsonMapper.shared();

  record Answer(int status, JsonNode body, MockHttpServletResponse raw) {

    String text(String field) {
      return body.path(field).asString("");
    }

    List<String> errorFields() {
      List<String> fields = new ArrayList<>();
      body.path("errors").forEach(error -> fields.add(error.path("field").asString()));
      return fields;
    }

    List<String> data(String field) {
      List<String> values = new ArrayList<>();
      body.path("data").forEach(row -> values.add(row.path(field).asString()));
      return values;
    }
  }

  Answer get(String path) {
    return call(HttpMethod.GET, path, null, Map.of());
  }

  /** The answer as it came, for what is no JSON. */
  MockHttpServletResponse raw(String path) {
    SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token()));
    try {
      return api.perform(MockMvcRequestBuilders.get(URI.create("/api/v1/" + path)))
          .andReturn()
          .getResponse();
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  Answer post(String path, String body) {
    return call(HttpMethod.POST, path, body, Map.of());
  }

  Answer call(HttpMethod method, String path, String body, Map<String, String> headers) {
    MockHttpServletRequestBuilder request =
        MockMvcRequestBuilders.request(method, URI.create("/api/v1/" + path));
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).content(body.replace('\'', '"'));
    }
    headers.forEach(request::header);
    SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token()));
    try {
      MockHttpServletResponse response = api.perform(request).andReturn().getResponse();
      String content = response.getContentAsString();
      return new Answer(
          response.getStatus(), JSON.readTree(content.isEmpty() ? "null" : content), response);
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private Jwt token() {
    return Jwt.withTokenValue("token")
        .header("alg", "ES256")
        .issuedAt(Instant.now())
        .subject("usr_01K9ZQ4T6R8XJ2M5N7P9S1V3WE")
        .claim("tenant", tenant.value())
        .claim("email", "someone@example.com")
        .claim("roles", List.of(role.name()))
        .claims(all -> all.putAll(claims))
        .build();
  }
}
