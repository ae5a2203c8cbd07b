package io.tributary.reporting.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mail jo.doe@shop.example now         | mail *** now
          u=jo%40shop.example&n=1              | u=***&n=1
          from 203.0.113.77 port 80            | from 203.0.113.0 port 80
          from 2001:db8:85a3:1:2:8a2e:370:7334 | from 2001:db8:85a3::
          order_id=7&token=abcdef&amount=1     | order_id=7&token=***&amount=1
          ?click_id=01KQX.1.abc&x=1            | ?click_id=***&x=1
          Authorization: Bearer abc.def        | Authorization: ***
          Mozilla/5.0 Chrome/140.0.0.0         | Mozilla/5.0 Chrome/140.0.0.0
          12:30:15                             | 12:30:15
          """)
  void text_is_masked(String text, String expected) {
    assertThat(Masking.text(text)).isEqualTo(expected);
  }

  @Test
  void secrets_in_json_are_masked() {
    assertThat(Masking.text("{\"api_key\":\"trb_123\",\"order\":\"7\"}"))
        .doesNotContain("trb_123")
        .contains("\"order\":\"7\"");
  }

  @Test
  void fields_are_told_by_their_paths_and_identifiers_are_shortened() {
    assertThat(
            Masking.fields(
                Map.of(
                    "click_id",
                    "01KQX8Z6V2MTB7",
                    "client",
                    Map.of("ip", "203.0.113.77", "traits", Map.of("country", "DE")),
                    "customer_id",
                    "c-1",
                    "items",
                    List.of(Map.of("sku", "a")),
                    "subs",
                    Map.of("sub1", "jo@shop.example"))))
        .containsOnly(
            Map.entry("click_id", "01KQX8***"),
            Map.entry("client.ip", "203.0.113.0"),
            Map.entry("client.traits.country", "DE"),
            Map.entry("customer_id", "***"),
            Map.entry("items.0.sku", "a"),
            Map.entry("subs.sub1", "***"));
  }
}
