package io.tributary.reporting.store;

import static java.util.stream.Collectors.joining;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.reporting.performance.CountedConversion;
import io.tributary.reporting.performance.CountedConversion.Sale;
import io.tributary.reporting.performance.Share;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Conversions as rows and columns. Shares are {@code affiliate=ppm} separated by blanks, in their
 * order; nobody is the empty text.
 */
final class ConversionRows {

  private ConversionRows() {}

  static CountedConversion read(ResultSet row, int number) throws SQLException {
    return new CountedConversion(
        new ConversionId(row.getString("conversion_id")),
        row.getInt("revision"),
        row.getString("campaign_id") == null ? null : sale(row),
        row.getLong("refunded"));
  }

  static @Nullable String[] campaigns(Collection<CountedConversion> conversions) {
    return column(conversions, sale -> sale.campaign().value());
  }

  static @Nullable String[] days(Collection<CountedConversion> conversions) {
    return column(conversions, sale -> sale.day().toString());
  }

  static @Nullable String[] currencies(Collection<CountedConversion> conversions) {
    return column(conversions, sale -> sale.amount().currency().value());
  }

  static @Nullable String[] shares(Collection<CountedConversion> conversions) {
    return column(
        conversions,
        sale ->
            sale.shares().stream()
                .map(share -> text(share.affiliate()) + "=" + share.ppm())
                .collect(joining(" ")));
  }

  static @Nullable Long[] amounts(Collection<CountedConversion> conversions) {
    @Nullable Long[] amounts = new Long[conversions.size()];
    int i = 0;
    for (CountedConversion conversion : conversions) {
      Sale sale = conversion.sale();
      amounts[i++] = sale == null ? null : sale.amount().minor();
    }
    return amounts;
  }

  static String text(@Nullable AffiliateId affiliate) {
    return affiliate == null ? "" : affiliate.value();
  }

  static @Nullable AffiliateId affiliate(String text) {
    return text.isEmpty() ? null : new AffiliateId(text);
  }

  private static Sale sale(ResultSet row) throws SQLException {
    List<Share> shares =
        Arrays.stream(row.getString("shares").split(" "))
            .map(
                share -> {
                  int equals = share.indexOf('=');
                  return new Share(
                      affiliate(share.substring(0, equals)),
                      Integer.parseInt(share.substring(equals + 1)));
                })
            .toList();
    return new Sale(
        new CampaignId(row.getString("campaign_id")),
        row.getObject("day", LocalDate.class),
        new Money(row.getLong("amount"), new CurrencyCode(row.getString("currency"))),
        shares);
  }

  private static @Nullable String[] column(
      Collection<CountedConversion> conversions, Function<Sale, String> value) {
    @Nullable String[] column = new String[conversions.size()];
    int i = 0;
    for (CountedConversion conversion : conversions) {
      Sale sale = conversion.sale();
      column[i++] = sale == null ? null : value.apply(sale);
    }
    return column;
  }
}
