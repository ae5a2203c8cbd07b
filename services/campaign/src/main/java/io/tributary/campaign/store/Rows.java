package io.tributary.campaign.store;

import io.tributary.contract.id.PrefixedId;
import io.tributary.platform.http.ApiProblem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How values of this schema's columns read and write. */
final class Rows {

  private Rows() {}

  static OffsetDateTime time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E word(Class<E> type, ResultSet row, String column)
      throws SQLException {
    return Enum.valueOf(type, row.getString(column).toUpperCase(Locale.ROOT));
  }

  /** The text of an id that may be absent. */
  static @Nullable String text(@Nullable Object id) {
    return id == null ? null : id.toString();
  }

  /** A pattern for {@code ilike} that finds the text anywhere. */
  static @Nullable String containing(@Nullable String text) {
    return text == null
        ? null
        : "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  /** The text of a cursor, which is the last id of a page. */
  static @Nullable String cursor(
      @Nullable String cursor, Function<String, ? extends PrefixedId> id) {
    try {
      return cursor == null ? null : id.apply(cursor).value();
    } catch (IllegalArgumentException e) {
      throw ApiProblem.unprocessable("cursor", "invalid_cursor", "not a cursor of this list");
    }
  }

  /** Words for {@code string_to_array(:words, ' ')}. */
  static String words(Collection<?> words) {
    return words.stream().map(Object::toString).collect(Collectors.joining(" "));
  }

  static List<String> words(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  static Duration seconds(ResultSet row, String column) throws SQLException {
    return Duration.ofSeconds(row.getLong(column));
  }
}
