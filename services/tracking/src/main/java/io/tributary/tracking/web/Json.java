package io.tributary.tracking.web;

import io.tributary.contract.json.EventJson;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON that strangers sent. */
final class Json {

  private Json() {}

  /**
   * The value as maps, lists, strings, numbers and booleans; all text in it is well formed.
   *
   * @throws tools.jackson.core.JacksonException if it is no JSON, or is nested too deeply
   */
  static @Nullable Object parse(byte[] body) {
    return wellFormed(EventJson.mapper().readValue(body, Object.class));
  }

  /** The value as text, with secrets and personal data masked. */
  static String masked(@Nullable Object value) {
    return EventJson.mapper().writeValueAsString(Masking.json(value));
  }

  private static @Nullable Object wellFormed(@Nullable Object value) {
    return switch (value) {
      case String text -> Text.wellFormed(text);
      case Map<?, ?> members -> {
        Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(members.size());
        members.forEach(
            (name, inner) -> copy.put(Text.wellFormed(String.valueOf(name)), wellFormed(inner)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(inner -> copy.add(wellFormed(inner)));
        yield copy;
      }
      case null -> null;
      case Object other -> other;
    };
  }
}
