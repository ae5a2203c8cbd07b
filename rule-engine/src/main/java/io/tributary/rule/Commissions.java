package io.tributary.rule;

import io.tributary.contract.directory.CommissionRule.Effect;
import io.tributary.contract.directory.CommissionRule.Flat;
import io.tributary.contract.directory.CommissionRule.Percentage;
import io.tributary.contract.money.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What rules make of amounts: exact products, rounded once. */
public final class Commissions {

  /** One whole, in parts per million. */
  public static final int WHOLE_PPM = 1_000_000;

  private static final BigInteger MILLION = BigInteger.valueOf(WHOLE_PPM);

  private Commissions() {}

  /**
   * The commission of a whole conversion: the exact share, rounded half-even to the minor unit, or
   * the flat amount.
   *
   * @throws IllegalArgumentException if a flat amount is in another currency than the conversion
   * @throws ArithmeticException if it does not fit
   */
  public static Money of(Effect effect, Money amount) {
    return switch (effect) {
      case Percentage(long ppm) ->
          new Money(
              new BigDecimal(BigInteger.valueOf(amount.minor()).multiply(BigInteger.valueOf(ppm)))
                  .movePointLeft(6)
                  .setScale(0, RoundingMode.HALF_EVEN)
                  .longValueExact(),
              amount.currency());
      case Flat(Money flat) -> {
        if (!flat.currency().equals(amount.currency())) {
          throw new IllegalArgumentException(
              "a flat amount in %s for a conversion in %s"
                  .formatted(flat.currency(), amount.currency()));
        }
        yield flat;
      }
    };
  }

  /**
   * One affiliate's part where the rules of the affiliates differ: the exact product of the full
   * amount, the rate and the credit, rounded half-even once.
   *
   * @throws IllegalArgumentException as for {@link #of}
   */
  public static Money share(Effect effect, Money amount, int creditPpm) {
    return switch (effect) {
      case Percentage(long ppm) ->
          new Money(
              new BigDecimal(
                      BigInteger.valueOf(amount.minor())
                          .multiply(BigInteger.valueOf(ppm))
                          .multiply(BigInteger.valueOf(creditPpm)))
                  .movePointLeft(12)
                  .setScale(0, RoundingMode.HALF_EVEN)
                  .longValueExact(),
              amount.currency());
      case Flat flat -> of(new Percentage(creditPpm), of(flat, amount));
    };
  }

  /**
   * Splits a whole by credits, where all have the same rule: each part is floored, the units left
   * over go one by one in list order, so the parts sum to the whole.
   *
   * @param whole not negative
   * @param ppm not negative, summing to exactly 1,000,000
   * @throws IllegalArgumentException otherwise
   */
  public static List<Money> split(Money whole, List<Integer> ppm) {
    if (whole.minor() < 0) {
      throw new IllegalArgumentException("a negative amount cannot be split");
    }
    if (ppm.stream().anyMatch(part -> part < 0)
        || ppm.stream().mapToLong(Integer::longValue).sum() != WHOLE_PPM) {
      throw new IllegalArgumentException("credits must sum to exactly 1,000,000");
    }
    List<Long> parts = new ArrayList<>();
    long left = whole.minor();
    for (int part : ppm) {
      long floor =
          BigInteger.valueOf(whole.minor())
              .multiply(BigInteger.valueOf(part))
              .divide(MILLION)
              .longValueExact();
      parts.add(floor);
      left -= floor;
    }
    // Each part that is not nothing lacks less than a unit, so one round over these is enough.
    for (int i = 0; left > 0; i++) {
      if (ppm.get(i) > 0) {
        parts.set(i, parts.get(i) + 1);
        left--;
      }
    }
    return parts.stream().map(minor -> new Money(minor, whole.currency())).toList();
  }
}
