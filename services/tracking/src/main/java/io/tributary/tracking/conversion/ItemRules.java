package io.tributary.tracking.conversion;

import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.tracking.Report.Item;
import io.tributary.tracking.input.Sent;
import io.tributary.tracking.refusal.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of an order's parts. */
final class ItemRules {

  /** Of one part. */
  static final int MAX_QUANTITY = 1_000_000;

  private static final int MAX_QUANTITY_DIGITS = 7;

  private ItemRules() {}

  /** The parts that can be used; what is wrong with the others is noted part by part. */
  static List<Item> items(Sent sent, CurrencyCode currency) {
    if (sent.items().isEmpty()) {
      return List.of();
    }
    List<Item> items = new ArrayList<>(sent.items().size());
    for (Sent.Item item : sent.items()) {
      Item checked = item(item, "items[" + items.size() + "].", currency, sent.problems());
      if (checked == null) {
        return List.of();
      }
      items.add(checked);
    }
    return items;
  }

  private static @Nullable Item item(
      Sent.Item sent, String path, CurrencyCode currency, Problems problems) {
    String at = path + "sku";
    String sku = ConversionRules.id(at, sent.sku(), problems);
    if (sku == null || sku.isBlank()) {
      problems.add(at, "required", "is needed");
      return null;
    }
    String category = ConversionRules.id(path + "category", sent.category(), problems);
    int quantity = quantity(sent.quantity(), path + "quantity", problems);
    String price = sent.unitPrice();
    Money unitPrice =
        price == null
            ? null
            : ConversionRules.amount(path + "unit_price", price, currency, problems);
    return problems.isEmpty() ? new Item(sku, category, quantity, unitPrice) : null;
  }

  private static int quantity(@Nullable String sent, String at, Problems problems) {
    if (sent == null) {
      return 1;
    }
    int quantity = 0;
    for (int i = 0; i < sent.length() && quantity >= 0; i++) {
      char c = sent.charAt(i);
      boolean digit = c >= '0' && c <= '9' && sent.length() <= MAX_QUANTITY_DIGITS;
      quantity = digit ? quantity * 10 + (c - '0') : -1;
    }
    if (quantity < 1 || quantity > MAX_QUANTITY) {
      problems.add(
          at, "invalid_quantity", "is not a whole number from 1 to %d".formatted(MAX_QUANTITY));
    }
    return quantity;
  }
}
