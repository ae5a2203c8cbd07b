package io.tributary.reward.store;

import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Amounts of rows in the row's {@code currency}. */
final class Amounts {

  private Amounts() {}

  static CurrencyCode currency(ResultSet row) throws SQLException {
    return new CurrencyCode(row.getString("currency"));
  }

  static Money money(ResultSet row, String column) throws SQLException {
    return new Money(row.getLong(column), currency(row));
  }
}
