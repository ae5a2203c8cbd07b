package io.tributary.reward.payout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PayoutStatusTest {

  private static final String MOVES =
      """
      created -> submitting submitted unknown settled failed canceled
      submitting -> created submitted unknown settled failed
      submitted -> on_hold settled failed returned
      unknown -> submitted on_hold settled failed
      on_hold -> submitted settled failed returned
      settled -> returned reversed
      failed ->
      canceled ->
      returned ->
      reversed ->
      """;

  @Test
  void aPayoutGoesWhereTheTableSaysAndNowhereElse() {
    String actual =
        Arrays.stream(PayoutStatus.values())
            .map(
                from ->
                    (from.label()
                            + " -> "
                            + Arrays.stream(PayoutStatus.values())
                                .filter(from::canBecome)
                                .map(PayoutStatus::label)
                                .collect(Collectors.joining(" ")))
                        .strip())
            .collect(Collectors.joining("\n"));
    assertThat(actual).isEqualTo(MOVES.strip());
  }
}
