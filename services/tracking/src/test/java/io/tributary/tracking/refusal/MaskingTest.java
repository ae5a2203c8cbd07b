package io.tributary.tracking.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskingTest {

  @Test
  void secretsAndPersonalDataOfParametersAreHidden() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("amount", "abc");
    parameters.put("token", "s3cret");
    parameters.put("customer_id", "anna@example.org");
    parameters.put("ip", "203.0.113.9");
    assertThat(Masking.parameters(parameters))
        .isEqualTo("amount=abc&token=***&customer_id=***&ip=***");
  }

  @Test
  void secretsAndPersonalDataOfJsonAreHiddenAtAnyDepth() {
    Map<String, Object> event =
        Map.of("a", List.of(Map.of("Email", "x", "note", "write to anna@example.org")));
    assertThat(Masking.json(event))
        .isEqualTo(Map.of("a", List.of(Map.of("Email", "***", "note", "write to ***"))));
  }

  @Test
  void secretsAndPersonalDataOfBrokenInputAreHidden() {
    assertThat(Masking.freeText("{\"token\": \"s3cret\", \"email\":\"a@b.example\", \"x\": tru"))
        .isEqualTo("{\"token\": ***, \"email\":***, \"x\": tru");
    assertThat(Masking.freeText("key=trb_live_abc_def&mail=anna%40example.org"))
        .isEqualTo("key=***&mail=***");
  }

  @Test
  void whatIsKeptIsBounded() {
    assertThat(Masking.freeText("x".repeat(100_000))).hasSize(Masking.MAX_LENGTH);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      parameters.put("p" + i, "v".repeat(10_000));
    }
    assertThat(Masking.parameters(parameters)).hasSize(Masking.MAX_LENGTH);
  }
}
