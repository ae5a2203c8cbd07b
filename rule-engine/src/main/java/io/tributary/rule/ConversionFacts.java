package io.tributary.rule;

import io.tributary.contract.money.Money;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an attribution rule may look at beside the touch: {@code conversion}, {@code customer} and
 * {@code journey}. Texts that are absent read as {@code ""} in an expression.
 */
public record ConversionFacts(Conversion conversion, Customer customer, Journey journey) {

  /**
   * The reported outcome, as {@code conversion}.
   *
   * @param amount {@code conversion.amount} in major units and {@code conversion.currency}
   * @param event {@code conversion.event}: the goal's name
   * @param coupon {@code conversion.coupon}
   * @param channel {@code conversion.channel}: how it came in, for example {@code postback}
   * @param approval {@code conversion.approval}: what the reporter says of it, for example {@code
   *     approved}
   */
  public record Conversion(
      Money amount, String event, @Nullable String coupon, String channel, String approval) {}

  /**
   * Who converted, as {@code customer}.
   *
   * @param conversions {@code customer.conversions}: earlier ones; {@code customer.known} says
   *     whether there is one
   * @param firstSeen {@code customer.first_seen_ms}: how long before this conversion the customer
   *     was first seen, in milliseconds; zero for one never seen
   */
  public record Customer(int conversions, Duration firstSeen) {

    /** One of whom nothing is known. */
    public static final Customer NEW = new Customer(0, Duration.ZERO);

    public boolean isKnown() {
      return conversions > 0;
    }
  }

  /** What led there, as {@code journey.touches} and {@code journey.clicks}. */
  public record Journey(int touches, int clicks) {}

  Map<String, Object> conversionVariables() {
    return Map.of(
        "amount",
        Double.valueOf(conversion.amount().toDecimal()),
        "currency",
        conversion.amount().currency().value(),
        "event",
        conversion.event(),
        "coupon",
        Facts.text(conversion.coupon()),
        "channel",
        conversion.channel(),
        "approval",
        conversion.approval());
  }

  Map<String, Object> customerVariables() {
    return Map.of(
        "known",
        customer.isKnown(),
        "conversions",
        (long) customer.conversions(),
        "first_seen_ms",
        customer.firstSeen().toMillis());
  }

  Map<String, Object> journeyVariables() {
    return Map.of("touches", (long) journey.touches(), "clicks", (long) journey.clicks());
  }
}
