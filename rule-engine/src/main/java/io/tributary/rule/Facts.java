package io.tributary.rule;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.money.Money;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a commission rule may look at. Texts that are absent read as {@code ""} in an expression.
 *
 * @param affiliateId who would earn; null in a dry run, where {@code affiliate.id} is {@code ""}
 * @param campaignId null in a dry run of rules that no campaign has yet
 */
public record Facts(
    Conversion conversion,
    @Nullable AffiliateId affiliateId,
    @Nullable CampaignId campaignId,
    Credit credit) {

  /**
   * The reported outcome.
   *
   * @param amount {@code conversion.amount} in major units and {@code conversion.currency}
   * @param event the goal's name
   */
  public record Conversion(
      Money amount, String event, @Nullable String orderId, @Nullable String coupon) {}

  /**
   * The affiliate's share.
   *
   * @param ppm parts per million, 1,000,000 when the affiliate has the whole
   * @param touch {@code click} or {@code impression}
   */
  public record Credit(int ppm, String touch) {

    /** The whole conversion by a click. */
    public static final Credit WHOLE = new Credit(1_000_000, "click");
  }

  Map<String, Object> conversionVariables() {
    return Map.of(
        "amount",
        Double.valueOf(conversion.amount().toDecimal()),
        "currency",
        conversion.amount().currency().value(),
        "event",
        conversion.event(),
        "order_id",
        text(conversion.orderId()),
        "coupon",
        text(conversion.coupon()));
  }

  Map<String, Object> affiliateVariables() {
    return Map.of("id", affiliateId == null ? "" : affiliateId.value());
  }

  Map<String, Object> campaignVariables() {
    return Map.of("id", campaignId == null ? "" : campaignId.value());
  }

  Map<String, Object> creditVariables() {
    return Map.of("ppm", (long) credit.ppm(), "touch", credit.touch());
  }

  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
