package io.tributary.tracking.web;

import io.tributary.tracking.input.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an order's items where numbers may be JSON numbers, as in a postback. */
final class JsonItems {

  private JsonItems() {}

  /** The items; null when one is no flat object or there are more than an order has. */
  static @Nullable List<Sent.Item> read(List<?> json) {
    if (json.size() > Sent.MAX_ITEMS) {
      return null;
    }
    List<Sent.Item> items = new ArrayList<>(json.size());
    for (Object element : json) {
      if (!(element instanceof Map<?, ?> item)) {
        return null;
      }
      for (Object value : item.values()) {
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
          return null;
        }
      }
      items.add(
          new Sent.Item(
              text(item.get("sku")),
              text(item.get("category")),
              text(item.get("quantity")),
              text(item.get("unit_price"))));
    }
    return items;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
