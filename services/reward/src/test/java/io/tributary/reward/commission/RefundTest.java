package io.tributary.reward.commission;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefundTest {

  private static final CurrencyCode EUR = new CurrencyCode("EUR");

  @ParameterizedTest(name = "{0} accrued, {1} of {2} refunded: {3} taken back")
  @CsvSource({
    "1000, 0, 10000, 0",
    "1000, 5000, 10000, 500",
    "1001, 5000, 10000, 500",
    "1003, 5000, 10000, 502",
    "1000, 10000, 10000, 1000",
    "1000, 12000, 10000, 1000",
    "7, 1, 3, 2",
    "7, 2, 3, 5",
    "500, 0, 0, 0",
    "500, 1, 0, 500",
  })
  void theTargetIsTheShareRefundedSoFarRoundedHalfEven(
      long accrued, long refunded, long total, long target) {
    assertThat(Refund.target(new Money(accrued, EUR), refunded, total).minor()).isEqualTo(target);
  }

  @Test
  void anySequenceOfPartRefundsThatAddsUpToTheOrderTakesAllBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int run = 0; run < 2_000; run++) {
      long total = 1L + random.nextInt(100_000);
      Money accrued = new Money(1L + random.nextInt(10_000), EUR);
      long refunded = 0;
      long takenBack = 0;
      while (refunded < total) {
        refunded = Math.min(total, refunded + 1L + random.nextInt((int) total));
        long target = Refund.target(accrued, refunded, total).minor();
        assertThat(target).as("seed %d", seed).isBetween(takenBack, accrued.minor());
        takenBack = target;
      }
      assertThat(takenBack).as("seed %d", seed).isEqualTo(accrued.minor());
    }
  }
}
