package io.tributary.payment.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TransferStatusTest {

  private static final String MOVES =
      """
      created -> submitting canceled
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
  void aTransferGoesWhereTheTableSaysAndNowhereElse() {
    String actual =
        Arrays.stream(TransferStatus.values())
            .map(
                from ->
                    (from.label()
                            + " -> "
                            + Arrays.stream(TransferStatus.values())
                                .filter(from::canBecome)
                                .map(TransferStatus::label)
                                .collect(Collectors.joining(" ")))
                        .strip())
            .collect(Collectors.joining("\n"));
    assertThat(actual).isEqualTo(MOVES.strip());
  }
}
