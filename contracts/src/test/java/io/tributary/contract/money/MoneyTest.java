package io.tributary.contract.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "100.01, USD, 10001",
    "0, USD, 0",
    "7, JPY, 7",
    "1.250, KWD, 1250",
    "1.2, KWD, 1200",
    "-3.50, EUR, -350",
    "1.2500, CLF, 12500",
    "-0.50, EUR, -50",
    "12.300000, EUR, 1230",
    "7.0, JPY, 7",
    "007, EUR, 700",
  })
  void aDecimalIsReadInMinorUnitsOfItsCurrency(String decimal, String currency, long minor) {
    assertThat(Money.parse(decimal, new CurrencyCode(currency)).minor()).isEqualTo(minor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12.345",
        "abc",
        "",
        "1e3",
        "+1",
        "1,00",
        ".5",
        "5.",
        "-",
        "--1",
        "1.2.3",
        "1.1234567",
        "٣",
        "99999999999999999999",
        "922337203685477580"
      })
  void whatIsNoAmountOfTheCurrencyIsRefused(String decimal) {
    assertThatThrownBy(() -> Money.parse(decimal, new CurrencyCode("USD")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyPlainDecimalIsReadAsExactArithmeticReadsIt() {
    Random random = new Random(20_261_124);
    for (int i = 0; i < 20_000; i++) {
      CurrencyCode currency =
          new CurrencyCode(List.of("JPY", "USD", "KWD", "CLF").get(random.nextInt(4)));
      BigDecimal amount =
          BigDecimal.valueOf(random.nextLong(2_000_000_000_000L) - 1_000_000_000_000L, 4)
              .setScale(random.nextInt(7), RoundingMode.DOWN);
      BigDecimal minor = amount.movePointRight(currency.exponent()).stripTrailingZeros();
      if (minor.scale() > 0) {
        assertThatThrownBy(() -> Money.parse(amount.toPlainString(), currency))
            .as(amount + " " + currency)
            .isInstanceOf(IllegalArgumentException.class);
      } else {
        assertThat(Money.parse(amount.toPlainString(), currency).minor())
            .as(amount + " " + currency)
            .isEqualTo(minor.longValueExact());
      }
    }
  }

  @Test
  void anAmountIsPrintedWithItsCurrencysDecimals() {
    assertThat(new Money(1230, new CurrencyCode("USD")).toDecimal()).isEqualTo("12.30");
    assertThat(new Money(1230, new CurrencyCode("JPY")).toDecimal()).isEqualTo("1230");
    assertThat(new Money(-5, new CurrencyCode("KWD")).toDecimal()).isEqualTo("-0.005");
  }

  @Test
  void sumsNeitherMixCurrenciesNorOverflow() {
    Money dollar = new Money(Long.MAX_VALUE, new CurrencyCode("USD"));
    assertThatThrownBy(() -> dollar.plus(new Money(1, new CurrencyCode("EUR"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dollar.plus(new Money(1, new CurrencyCode("USD"))))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aCodeThatIsNoCurrencyIsRefused() {
    assertThat(CurrencyCode.isKnown("XXQ")).isFalse();
    assertThatThrownBy(() -> new CurrencyCode("usd")).isInstanceOf(IllegalArgumentException.class);
  }
}
