package io.tributary.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackOffTest {

  private static final Instant START = Instant.parse("2026-11-03T10:00:00Z");

  @Test
  void theWaitGrowsFromTheFifthFailureAndEndsAtFifteenMinutes() {
    String table =
        """
        1   PT0S
        2   PT0S
        4   PT0S
        5   PT30S
        6   PT1M
        7   PT2M
        8   PT4M
        9   PT8M
        10  PT15M
        500 PT15M
        """;
    for (String line : table.lines().toList()) {
      String[] cells = line.split("\\s+", -1);
      BackOff state = BackOff.NONE;
      Instant now = START;
      for (int i = 0; i < Integer.parseInt(cells[0]); i++) {
        now = now.plus(state.left(now).isPositive() ? state.left(now) : Duration.ZERO);
        state = state.afterFailure(now);
      }
      assertThat(state.left(now))
          .as("after failure " + cells[0])
          .isEqualTo(Duration.parse(cells[1]));
    }
  }

  @Test
  void failuresAreForgottenAfterAQuarterOfAnHourWithoutOne() {
    BackOff state = BackOff.NONE;
    for (int i = 0; i < 4; i++) {
      state = state.afterFailure(START);
    }
    BackOff soon = state.afterFailure(START.plus(Duration.ofMinutes(15)));
    BackOff late = state.afterFailure(START.plus(Duration.ofMinutes(15)).plusSeconds(1));
    assertThat(soon.failures()).isEqualTo(5);
    assertThat(late.failures()).isEqualTo(1);
  }
}
