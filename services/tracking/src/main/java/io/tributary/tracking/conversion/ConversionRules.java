package io.tributary.tracking.conversion;

import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.tracking.refusal.Problems;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules that hold for a conversion whatever way it comes in. */
public final class ConversionRules {

  /** Of an order id, an event id, a coupon or a customer id, in characters. */
  public static final int MAX_ID_LENGTH = 255;

  /** What a conversion is called when nobody says. */
  public static final String DEFAULT_EVENT = "conversion";

  private static final Pattern EVENT =
      Pattern.compile("[\\p{L}\\p{N}_.:-][\\p{L}\\p{N}_.: -]{0,63}");

  private ConversionRules() {}

  /**
   * The amount in the campaign's currency.
   *
   * @param amount decimal, in major units; null for zero
   * @param currency null for the campaign's
   */
  public static @Nullable Money amount(
      @Nullable String amount,
      @Nullable String currency,
      CampaignSnapshot campaign,
      Problems problems) {
    if (currency != null && !CurrencyCode.isKnown(currency)) {
      problems.add("currency", "unknown_currency", "is not an ISO 4217 currency");
      return null;
    }
    if (currency != null && !currency.equals(campaign.currency().value())) {
      problems.add(
          "currency", "wrong_currency", "the campaign's currency is " + campaign.currency());
      return null;
    }
    return amount == null
        ? Money.zero(campaign.currency())
        : amount(amount, campaign.currency(), problems);
  }

  /** The amount of a decimal text, zero or more. */
  public static @Nullable Money amount(String decimal, CurrencyCode currency, Problems problems) {
    if (decimal.startsWith("-")) {
      problems.add("amount", "invalid_amount", "is negative");
      return null;
    }
    try {
      return Money.parse(decimal, currency);
    } catch (IllegalArgumentException e) {
      problems.add("amount", "invalid_amount", String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** The goal's name: letters, digits and {@code _.:-}, 64 at most. */
  public static String event(@Nullable String event, Problems problems) {
    if (event == null) {
      return DEFAULT_EVENT;
    }
    if (!EVENT.matcher(event).matches()) {
      problems.add(
          "event", "invalid_event", "is not made of letters, digits and _.:- , 64 at most");
    }
    return event;
  }

  /** An id of the sender, as sent; null stays null. */
  public static @Nullable String id(String field, @Nullable String value, Problems problems) {
    if (value == null) {
      return null;
    }
    if (value.length() > MAX_ID_LENGTH) {
      problems.add(field, "too_long", "is longer than %d characters".formatted(MAX_ID_LENGTH));
    } else if (value.chars().anyMatch(Character::isISOControl)) {
      problems.add(field, "invalid_characters", "contains control characters");
    }
    return value;
  }
}
