package io.tributary.platform.testing;

import io.tributary.contract.id.TenantId;
import io.tributary.platform.security.Role;
import java.io.UnsupportedEncodingException;
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

/** A signed-in caller of a service's API, without a listener in between. */
public record Client(MockMvc api, TenantId tenant, Role role, Map<String, Object> claims) {

  /** An answer, read as JSON. */
  public record Answer(MockHttpServletResponse raw) {

    public int status() {
      return raw.getStatus();
    }

    /** Null as JSON if there is no content. */
    public JsonNode body() {
      try {
        String content = raw.getContentAsString();
        return JsonMapper.shared().readTree(content.isEmpty() ? "null" : content);
      } catch (UnsupportedEncodingException e) {
        throw new AssertionError(e);
      }
    }

    public String text(String field) {
      return body().path(field).asString("");
    }

    /** The fields that a problem names. */
    public List<String> errorFields() {
      return each("errors", "field");
    }

    /** A field of every row of a list. */
    public List<String> data(String field) {
      return each("data", field);
    }

    private List<String> each(String list, String field) {
      List<String> values = new ArrayList<>();
      body().path(list).forEach(row -> values.add(row.path(field).asString()));
      return values;
    }
  }

  public Answer get(String path) {
    return call(HttpMethod.GET, path, null, Map.of());
  }

  public Answer post(String path, String body) {
    return call(HttpMethod.POST, path, body, Map.of());
  }

  public Answer patch(String path, String body) {
    return call(HttpMethod.PATCH, path, body, Map.of());
  }

  /**
   * Calls the API.
   *
   * @param path below {@code /api/v1/}
   * @param body JSON, with {@code '} for {@code "}; null for none
   */
  public Answer call(HttpMethod method, String path, String body, Map<String, String> headers) {
    MockHttpServletRequestBuilder request =
        MockMvcRequestBuilders.request(method, URI.create("/api/v1/" + path));
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).content(body.replace('\'', '"'));
    }
    headers.forEach(request::header);
    SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token()));
    try {
      return new Answer(api.perform(request).andReturn().getResponse());
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
