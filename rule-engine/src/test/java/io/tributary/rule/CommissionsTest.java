package io.tributary.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contract.directory.CommissionRule.Flat;
import io.tributary.contract.directory.CommissionRule.Percentage;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommissionsTest {

  private static final CurrencyCode USD = new CurrencyCode("USD");

  @ParameterizedTest(name = "{1} ppm of {0} is {2}")
  @CsvSource({
    "10001, 100000, 1000",
    "5, 100000, 0",
    "15, 100000, 2",
    "25, 100000, 2",
    "35, 100000, 4",
    "-15, 100000, -2",
    "100, 1000000, 100",
    "100, 0, 0",
    "9223372036854775807, 1000000, 9223372036854775807",
    "1000000, 1, 1",
    "1500000, 1, 2",
    "2500000, 1, 2"
  })
  void aPercentageIsTheExactProductRoundedHalfEvenOnce(long amount, long ppm, long expected) {
    assertThat(Commissions.of(new Percentage(ppm), usd(amount))).isEqualTo(usd(expected));
  }

  @Test
  void aFlatAmountIsItselfInTheSameCurrencyOnly() {
    assertThat(Commissions.of(new Flat(usd(500)), usd(1))).isEqualTo(usd(500));
    assertThatThrownBy(
            () -> Commissions.of(new Flat(new Money(500, new CurrencyCode("EUR"))), usd(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0} over {1} is {2}")
  @CsvSource({
    "1000, 500000 500000, 500 500",
    "1001, 500000 500000, 501 500",
    "15, 800000 80000 120000, 13 1 1",
    "15, 500000 500000 0, 8 7 0",
    "15, 0 500000 500000, 0 8 7",
    "100, 333334 333333 333333, 34 33 33",
    "2, 333334 333333 333333, 1 1 0",
    "0, 1000000, 0",
    "9223372036854775807, 1000000, 9223372036854775807"
  })
  void aSplitFloorsAndGivesTheUnitsLeftOverInListOrder(long whole, String ppm, String expected) {
    assertThat(Commissions.split(usd(whole), numbers(ppm)))
        .extracting(Money::minor)
        .containsExactlyElementsOf(Arrays.stream(expected.split(" ")).map(Long::valueOf).toList());
  }

  @ParameterizedTest(name = "{0} over {1} is refused")
  @CsvSource({"10, 500000 499999", "10, 600000 600000", "10, 1100000 -100000", "-1, 1000000"})
  void aSplitThatIsNoWholeIsRefused(long whole, String ppm) {
    assertThatThrownBy(() -> Commissions.split(usd(whole), numbers(ppm)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theShareOfAnAffiliateWithItsOwnRateIsRoundedOnce() {
    assertThat(Commissions.share(new Percentage(100_000), usd(10_001), 500_000))
        .isEqualTo(usd(500));
    assertThat(Commissions.share(new Flat(usd(501)), usd(10_001), 500_000)).isEqualTo(usd(250));
  }

  @Test
  void noSplitLosesOrInventsAUnit() {
    long seed = 20_261_103;
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      List<Integer> credits = new ArrayList<>();
      int left = Commissions.WHOLE_PPM;
      while (left > 0 && credits.size() < 9) {
        int part = random.nextInt(left + 1);
        credits.add(part);
        left -= part;
      }
      credits.add(left);
      long whole = random.nextLong(1_000_000);
      List<Money> parts = Commissions.split(usd(whole), credits);
      assertThat(parts.stream().mapToLong(Money::minor).sum())
          .as("seed %d round %d", seed, round)
          .isEqualTo(whole);
      for (int i = 0; i < parts.size(); i++) {
        double exact = whole * (credits.get(i) / 1e6);
        assertThat(parts.get(i).minor())
            .as("seed %d round %d", seed, round)
            .isBetween((long) Math.floor(exact - 1e-6), (long) Math.floor(exact + 1e-6) + 1);
      }
    }
  }

  private static Money usd(long minor) {
    return new Money(minor, USD);
  }

  private static List<Integer> numbers(String text) {
    return Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
  }
}
