package io.tributary.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTest {

  private final Pauses pauses = Pauses.atOnceThen(Duration.ofSeconds(5));

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # failures, chance, milliseconds
          1,          0,      1000
          2,          0,      2000
          3,          0,      4000
          4,          0,      8000
          5,          0,      10000
          1000000,    0,      10000
          1,          1,      800
          5,          0.5,    9000
          """)
  void aRetryWaitsTwiceAsLongEachTimeAndNeverLongerThanItsBound(
      int failures, double chance, long millis) {
    assertThat(pauses.afterFailure(failures, chance)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void chanceShortensAPauseByAFifthAtMost() {
    assertThat(pauses.afterRound(0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(pauses.afterRound(1)).isEqualTo(Duration.ofSeconds(4));
    assertThat(pauses.beforeFirst(0)).isZero();
    assertThat(Pauses.of(Duration.ofSeconds(5)).beforeFirst(1)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void aWorkerMustRestBetweenItsRounds() {
    assertThatIllegalArgumentException().isThrownBy(() -> Pauses.of(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pauses(Duration.ofMillis(-1), Duration.ofSeconds(1)));
  }
}
