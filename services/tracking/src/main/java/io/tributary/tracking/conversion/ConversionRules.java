package io.tributary.tracking.conversion;

import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.tracking.refusal.Problems;
import org.jspecify.annotations.Nullable;

/** The rules that hold for a conversion whatever way it comes in. */
public final class ConversionRules {

  /** Of an order id, an event id, a coupon or a customer id, in characters. */
  public static final int MAX_ID_LENGTH = 255;

  /** Of a goal's name, in characters. */
  public static final int MAX_GOAL_LENGTH = 64;

  /** What a conversion is called when nobody says. */
  public static final String DEFAULT_EVENT = "conversion";

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
    if (currency != null && !currency.equals(campaign.currency().value())) {
      if (CurrencyCode.isKnown(currency)) {
        problems.add(
            "currency", "wrong_currency", "the campaign's currency is " + campaign.currency());
      } else {
        problems.add("currency", "unknown_currency", "is not an ISO 4217 currency");
      }
      return null;
    }
    return amount == null
        ? Money.zero(campaign.currency())
        : amount("amount", amount, campaign.currency(), problems);
  }

  /** The amount of a decimal text, zero or more. */
  public static @Nullable Money amount(
      String field, String decimal, CurrencyCode currency, Problems problems) {
    if (decimal.startsWith("-")) {
      problems.add(field, "invalid_amount", "is negative");
      return null;
    }
    try {
      return Money.parse(decimal, currency);
    } catch (IllegalArgumentException e) {
      problems.add(field, "invalid_amount", String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** The goal's name: letters, digits and {@code _.:-}, 64 at most. */
  public static String event(@Nullable String event, Problems problems) {
    if (event == null) {
      return DEFAULT_EVENT;
    }
    if (!isGoal(event)) {
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
      return value;
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        problems.add(field, "invalid_characters", "contains control characters");
        return value;
      }
    }
    return value;
  }

  static boolean isGoal(String event) {
    if (event.isEmpty() || event.length() > MAX_GOAL_LENGTH || event.charAt(0) == ' ') {
      return false;
    }
    int i = 0;
    while (i < event.length()) {
      int c = event.codePointAt(i);
      if (!Character.isLetter(c) && !isNumber(c) && " _.:-".indexOf(c) < 0) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  private static boolean isNumber(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }
}
