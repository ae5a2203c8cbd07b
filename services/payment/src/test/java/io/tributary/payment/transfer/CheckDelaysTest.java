package io.tributary.payment.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckDelaysTest {

  private final CheckDelays delays =
      new CheckDelays(
          new Random() {
            @Override
            public int nextInt(int bound) {
              return bound / 2;
            }
          });

  @Test
  void anUnknownAttemptIsCheckedSoonThenSeldomAndNeverFailsByTime() {
    assertThat(
            IntStream.range(0, 17)
                .mapToObj(n -> delays.next(TransferStatus.UNKNOWN, n))
                .map(delay -> delay.map(Duration::toString).orElse("a person"))
                .collect(Collectors.joining(" ")))
        .isEqualTo(
            "PT15S PT1M PT5M PT10M PT30M PT1H PT6H PT6H PT6H"
                + " PT24H PT24H PT24H PT24H PT24H PT24H PT24H a person");
  }

  @Test
  void aSubmittedAttemptIsCheckedForAsLongAsItTakes() {
    assertThat(delays.next(TransferStatus.SUBMITTED, 0)).contains(Duration.ofMinutes(10));
    assertThat(delays.next(TransferStatus.SUBMITTED, 1_000)).contains(Duration.ofDays(1));
  }

  @ParameterizedTest
  @EnumSource(names = {"SETTLED", "FAILED", "CREATED"})
  void whatIsDecidedIsNotChecked(TransferStatus status) {
    assertThat(delays.next(status, 0)).isEmpty();
  }

  @Test
  void theDelayVariesByAFifth() {
    CheckDelays random = new CheckDelays(new Random(7));
    for (int i = 0; i < 200; i++) {
      assertThat(random.next(TransferStatus.UNKNOWN, 0).orElseThrow())
          .isBetween(Duration.ofSeconds(12), Duration.ofSeconds(18));
    }
  }
}
