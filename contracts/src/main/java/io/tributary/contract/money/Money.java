package io.tributary.contract.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of money: an integer count of the currency's minor units.
 *
 * @param minor minor units, for example cents; may be negative
 * @param currency what the minor units are of
 */
public record Money(long minor, CurrencyCode currency) {

  public static Money zero(CurrencyCode currency) {
    return new Money(0, currency);
  }

  /**
   * The amount of a decimal text in major units, such as {@code 12.34}.
   *
   * @throws IllegalArgumentException if it is no plain decimal, has more decimals than the currency
   *     or does not fit
   */
  public static Money parse(String decimal, CurrencyCode currency) {
    if (!decimal.matches("-?[0-9]{1,18}(\\.[0-9]{1,6})?")) {
      throw new IllegalArgumentException("not a plain decimal number");
    }
    try {
      long minor =
          new BigDecimal(decimal)
              .movePointRight(currency.exponent())
              .setScale(0, RoundingMode.UNNECESSARY)
              .longValueExact();
      return new Money(minor, currency);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "more decimals than %s has, or too large".formatted(currency), e);
    }
  }

  /** The amount in major units with the currency's decimals, such as {@code 12.30}. */
  public String toDecimal() {
    return BigDecimal.valueOf(minor, currency.exponent()).toPlainString();
  }

  /**
   * The sum.
   *
   * @throws IllegalArgumentException if the currencies differ
   * @throws ArithmeticException on overflow
   */
  public Money plus(Money other) {
    requireSameCurrency(other);
    return new Money(Math.addExact(minor, other.minor), currency);
  }

  /** The difference; errors as for {@link #plus}. */
  public Money minus(Money other) {
    requireSameCurrency(other);
    return new Money(Math.subtractExact(minor, other.minor), currency);
  }

  private void requireSameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "%s and %s cannot be added".formatted(currency, other.currency));
    }
  }
}
