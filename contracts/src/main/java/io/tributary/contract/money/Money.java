package io.tributary.contract.money;

import java.math.BigDecimal;

/**
 * An amount of money: an integer count of the currency's minor units.
 *
 * @param minor minor units, for example cents; may be negative
 * @param currency what the minor units are of
 */
public record Money(long minor, CurrencyCode currency) {

  private static final int MAX_DIGITS = 18;
  private static final int MAX_DECIMALS = 6;
  private static final long[] POWERS = {1, 10, 100, 1_000, 10_000};

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
    int start = decimal.startsWith("-") ? 1 : 0;
    int point = decimal.indexOf('.');
    int end = point < 0 ? decimal.length() : point;
    if (!areDigits(decimal, start, end, MAX_DIGITS)
        || (point >= 0 && !areDigits(decimal, point + 1, decimal.length(), MAX_DECIMALS))) {
      throw new IllegalArgumentException("not a plain decimal number");
    }
    try {
      long units = Long.parseLong(decimal, 0, end, 10);
      long minor = Math.multiplyExact(units, POWERS[currency.exponent()]);
      long fraction = fraction(decimal, end + 1, currency);
      return new Money(
          start == 1 ? Math.subtractExact(minor, fraction) : Math.addExact(minor, fraction),
          currency);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("too large", e);
    }
  }

  private static boolean areDigits(String text, int from, int to, int most) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return to > from && to - from <= most;
  }

  /**
   * What stands behind the point, in minor units; zeros behind the currency's decimals are none.
   */
  private static long fraction(String decimal, int from, CurrencyCode currency) {
    long fraction = 0;
    for (int place = 0; place < Math.max(currency.exponent(), decimal.length() - from); place++) {
      int digit = from + place < decimal.length() ? decimal.charAt(from + place) - '0' : 0;
      if (place < currency.exponent()) {
        fraction = fraction * 10 + digit;
      } else if (digit != 0) {
        throw new IllegalArgumentException("more decimals than %s has".formatted(currency));
      }
    }
    return fraction;
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
