package io.tributary.tracking.conversion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Other systems' names for the parameters of a postback. */
final class PostbackAliases {

  /** Per canonical name the names that are accepted, the first that has a value wins. */
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "click_id",
          List.of(
              "click_id",
              "clickid",
              "cid",
              "subid",
              "sub_id",
              "irclickid",
              "dub_id",
              "reqid",
              "cnv_id"),
          "order_id",
          List.of(
              "order_id",
              "txn_id",
              "txid",
              "txn",
              "invoice_id",
              "action_id",
              "orderid",
              "external_id"),
          "amount",
          List.of("amount", "sale_amount", "sum", "total"),
          "event",
          List.of("event", "goal", "goal_id", "goal_value", "et", "e", "type", "event_id"),
          "status",
          List.of("status", "cnv_status"),
          "currency",
          List.of("currency", "cnv_currency"),
          "coupon",
          List.of("coupon", "coupon_code", "promo_code", "PromoCode"),
          "customer_id",
          List.of("customer_id", "user_id", "customer_external_id", "CustomerId", "uid"),
          "token",
          List.of("token", "secure", "verification_token", "upd_key", "key"),
          "campaign_id",
          List.of("campaign_id"));

  private static final List<String> TRANSACTION = List.of("transaction_id", "tid");

  private PostbackAliases() {}

  /** The parameters under their canonical names; empty ones are left out. */
  static Map<String, String> canonical(Map<String, String> sent) {
    Map<String, String> canonical = new HashMap<>();
    NAMES.forEach(
        (name, aliases) -> {
          String value = first(sent, aliases);
          if (value != null) {
            canonical.put(name, value);
          }
        });
    String transaction = first(sent, TRANSACTION);
    if (transaction != null) {
      // Beside another click id it names the order, alone it is the click id.
      canonical.putIfAbsent(
          canonical.containsKey("click_id") ? "order_id" : "click_id", transaction);
    }
    return canonical;
  }

  private static @Nullable String first(Map<String, String> sent, List<String> names) {
    for (String name : names) {
      String value = sent.get(name);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return null;
  }
}
