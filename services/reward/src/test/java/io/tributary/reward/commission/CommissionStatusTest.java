package io.tributary.reward.commission;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.reward.commission.CommissionStatus.Move;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CommissionStatusTest {

  /** Rows are statuses, columns moves, as money.md section 6 has them; {@code -} is refused. */
  private static final String MOVES =
      """
                 HOLD     RESUME   APPROVE   REJECT    COLLECT    PAY   RELEASE   REVERSE
      PENDING    ON_HOLD  -        APPROVED  REJECTED  -          -     -         -
      ON_HOLD    -        PENDING  -         REJECTED  -          -     -         -
      APPROVED   -        -        -         -         IN_PAYOUT  -     -         REVERSED
      IN_PAYOUT  -        -        -         -         -          PAID  APPROVED  -
      PAID       -        -        -         -         -          -     APPROVED  REVERSED
      REJECTED   -        -        -         -         -          -     -         -
      REVERSED   -        -        -         -         -          -     -         -
      """;

  @Test
  void everyMoveLeadsWhereTheTableSaysAndNowhereElse() {
    assertThat(words(actual())).isEqualTo(words(MOVES));
  }

  private static String actual() {
    StringBuilder table = new StringBuilder();
    table.append(Arrays.stream(Move.values()).map(Move::name).collect(Collectors.joining(" ")));
    for (CommissionStatus status : CommissionStatus.values()) {
      table.append(' ').append(status);
      for (Move move : Move.values()) {
        table.append(' ').append(status.after(move).map(Enum::name).orElse("-"));
      }
    }
    return table.toString();
  }

  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
