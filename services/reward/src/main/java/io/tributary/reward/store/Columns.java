package io.tributary.reward.store;

import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns as values, and back. */
final class Columns {

  private Columns() {}

  static OffsetDateTime time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static <T> @Nullable T idOrNull(ResultSet row, String column, Function<String, T> id)
      throws SQLException {
    String text = row.getString(column);
    return text == null ? null : id.apply(text);
  }

  static CurrencyCode currency(ResultSet row) throws SQLException {
    return new CurrencyCode(row.getString("currency"));
  }

  static Money money(ResultSet row, String column) throws SQLException {
    return new Money(row.getLong(column), currency(row));
  }
}
