package io.tributary.campaign.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** How values of this schema's own kinds of columns read and write. */
final class Rows {

  private Rows() {}

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
