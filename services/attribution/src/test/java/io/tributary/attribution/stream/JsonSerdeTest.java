package io.tributary.attribution.stream;

import static io.tributary.attribution.testing.Events.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.attribution.conversion.ConversionState;
import io.tributary.attribution.person.Visitor;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Stores of an earlier version are read by a later one. */
class JsonSerdeTest {

  @Test
  void aConversionWithoutReattributionIsRead() {
    ConversionState state =
        read(
            ConversionState.class,
            """
            {"refunded": 3, "refund_ids": [], "early": [], "changed_at": "2026-11-03T12:00:00Z"}
            """);
    assertThat(state.reattributed()).isFalse();
    assertThat(state.refunded()).isEqualTo(3);
  }

  @Test
  void aVisitorWithoutLoginsIsRead() {
    Visitor visitor =
        read(
            Visitor.class,
            """
            {"tenant_id": "%s", "journey": {"touches": [], "forgotten": 0}}
            """
                .formatted(TENANT));
    assertThat(visitor).isEqualTo(Visitor.of(TENANT));
  }

  private static <V> V read(Class<V> type, String json) {
    return new JsonSerde<>(type)
        .deserializer()
        .deserialize("store", json.getBytes(StandardCharsets.UTF_8));
  }
}
