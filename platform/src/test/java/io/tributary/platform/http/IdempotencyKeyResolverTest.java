package io.tributary.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.HandlerMapping;

class IdempotencyKeyResolverTest {

  private final IdempotencyKeyResolver resolver = new IdempotencyKeyResolver();

  @Test
  void aWriteIsKnownByItsMethodPatternAndAddress() throws Exception {
    assertThat(read(0, "k"))
        .isEqualTo(new IdempotencyKey("POST /things/{id}/go", "/things/1/go", "k"));
  }

  @Test
  void aKeyHas1To255Characters() throws Exception {
    assertThat(read(0, "k".repeat(255)).text()).hasSize(255);
    assertRefused(0, "k".repeat(256), "invalid_idempotency_key");
    assertRefused(0, " ", "invalid_idempotency_key");
  }

  @Test
  void onlyARequiredKeyMustBeThere() throws Exception {
    assertThat(read(0, null).text()).isNull();
    assertThat(read(1, "k").text()).isEqualTo("k");
    assertRefused(1, null, "idempotency_key_required");
  }

  private IdempotencyKey read(int parameter, @Nullable String header) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/things/1/go");
    request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/things/{id}/go");
    if (header != null) {
      request.addHeader(IdempotentWrites.HEADER, header);
    }
    MethodParameter declared =
        new MethodParameter(
            Endpoint.class.getDeclaredMethod("go", IdempotencyKey.class, IdempotencyKey.class),
            parameter);
    assertThat(resolver.supportsParameter(declared)).isTrue();
    return resolver.resolveArgument(declared, null, new ServletWebRequest(request), null);
  }

  private void assertRefused(int parameter, @Nullable String header, String code) {
    assertThatExceptionOfType(ApiProblem.class)
        .isThrownBy(() -> read(parameter, header))
        .satisfies(
            problem -> {
              assertThat(problem.status()).isEqualTo(400);
              assertThat(problem.code()).isEqualTo(code);
            });
  }

  interface Endpoint {

    void go(IdempotencyKey any, @IdempotencyKey.Required IdempotencyKey required);
  }
}
