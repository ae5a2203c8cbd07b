package io.tributary.attribution.web;

import io.tributary.attribution.store.ConversionReader.Position;
import io.tributary.attribution.store.StoredConversion;
import io.tributary.contract.id.ConversionId;
import io.tributary.platform.http.ApiProblem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** The place after a conversion in the list, as text that means nothing to callers. */
final class Cursor {

  private static final String SEPARATOR = " ";

  private Cursor() {}

  static String after(StoredConversion conversion) {
    String text = conversion.occurredAt() + SEPARATOR + conversion.conversionId();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static Position read(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int space = text.indexOf(SEPARATOR);
      if (space > 0) {
        return new Position(
            Instant.parse(text.substring(0, space)), new ConversionId(text.substring(space + 1)));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw unreadable();
    }
    throw unreadable();
  }

  private static ApiProblem unreadable() {
    return ApiProblem.unprocessable("cursor", "invalid_cursor", "not a cursor of this list");
  }
}
