package io.tributary.reporting.store;

import static java.util.stream.Collectors.joining;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.platform.sql.Database;
import io.tributary.reporting.performance.Clicks;
import io.tributary.reporting.performance.Figures;
import io.tributary.reporting.performance.InvalidTouches;
import io.tributary.reporting.performance.PerformanceReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** Adds the days up. */
@Component
final class PostgresPerformanceReport implements PerformanceReport {

  private final Database database;

  PostgresPerformanceReport(@Qualifier("reporting.database") Database database) {
    this.database = database;
  }

  @Override
  public List<Row> rows(Query query) {
    return grouped(
        query,
        "currency",
        "performance_day",
        """
        cast(sum(impressions) as bigint) as impressions,
          cast(sum(invalid_impressions) as bigint) as invalid_impressions,
          cast(sum(clicks) as bigint) as clicks,
          cast(sum(duplicate_clicks) as bigint) as duplicate_clicks,
          cast(sum(invalid_clicks) as bigint) as invalid_clicks,
          cast(sum(bot_clicks) as bigint) as bot_clicks,
          cast(sum(conversion_ppm) as bigint) as conversion_ppm,
          cast(sum(sale_amount) as bigint) as sale_amount,
          cast(sum(refunds) as bigint) as refunds,
          cast(sum(commission) as bigint) as commission
        """,
        (row, n) ->
            new Row(
                campaign(row, query),
                affiliate(row, query),
                day(row, query),
                new CurrencyCode(row.getString("currency")),
                figures(row)));
  }

  @Override
  public List<InvalidRow> invalid(Query query) {
    return grouped(
        query,
        "reason",
        "invalid_touch_day",
        """
        cast(sum(clicks) as bigint) as clicks,
          cast(sum(impressions) as bigint) as impressions
        """,
        (row, n) ->
            new InvalidRow(
                campaign(row, query),
                affiliate(row, query),
                day(row, query),
                row.getString("reason"),
                new InvalidTouches(row.getLong("clicks"), row.getLong("impressions"))));
  }

  /** Sums of a table whose rows are days of campaigns and affiliates, by one more column. */
  private <R> List<R> grouped(
      Query query, String by, String table, String sums, RowMapper<R> mapper) {
    String groups =
        Stream.concat(
                query.groupBy().stream().map(PostgresPerformanceReport::column), Stream.of(by))
            .collect(joining(", "));
    Set<CampaignId> campaigns = query.campaigns();
    return database.readInTenant(
        query.tenant(),
        sql ->
            sql.sql(
                    """
                    select %1$s,
                      %2$s
                    from reporting.%3$s
                    where tenant_id = :tenant
                      and day between :from and :to
                      and (cast(:campaigns as text[]) is null
                        or campaign_id = any(cast(:campaigns as text[])))
                      and (cast(:affiliate as text) is null or affiliate_id = :affiliate)
                    group by %1$s
                    order by %1$s
                    limit :limit
                    """
                        .formatted(groups, sums, table))
                .param("tenant", query.tenant().value())
                .param("from", query.from())
                .param("to", query.to())
                .param(
                    "campaigns",
                    campaigns == null
                        ? null
                        : campaigns.stream().map(CampaignId::value).toArray(String[]::new))
                .param("affiliate", query.affiliate() == null ? null : query.affiliate().value())
                .param("limit", query.limit())
                .query(mapper)
                .list());
  }

  @Override
  public @Nullable Instant asOf() {
    Optional<OffsetDateTime> newest =
        database.inTransaction(
            sql ->
                sql.sql("select max(recorded_at) from reporting.consumer_position")
                    .query(OffsetDateTime.class)
                    .optional());
    return newest.map(OffsetDateTime::toInstant).orElse(null);
  }

  private static String column(Dimension dimension) {
    return switch (dimension) {
      case CAMPAIGN -> "campaign_id";
      case AFFILIATE -> "affiliate_id";
      case DAY -> "day";
    };
  }

  private static @Nullable CampaignId campaign(ResultSet row, Query query) throws SQLException {
    return query.groupBy().contains(Dimension.CAMPAIGN)
        ? new CampaignId(row.getString("campaign_id"))
        : null;
  }

  private static @Nullable AffiliateId affiliate(ResultSet row, Query query) throws SQLException {
    return query.groupBy().contains(Dimension.AFFILIATE)
        ? ConversionRows.affiliate(row.getString("affiliate_id"))
        : null;
  }

  private static @Nullable LocalDate day(ResultSet row, Query query) throws SQLException {
    return query.groupBy().contains(Dimension.DAY) ? row.getObject("day", LocalDate.class) : null;
  }

  private static Figures figures(ResultSet row) throws SQLException {
    long duplicates = row.getLong("duplicate_clicks");
    return new Figures(
        row.getLong("impressions"),
        row.getLong("invalid_impressions"),
        new Clicks(
            row.getLong("clicks") - duplicates,
            duplicates,
            row.getLong("invalid_clicks"),
            row.getLong("bot_clicks")),
        row.getLong("conversion_ppm"),
        row.getLong("sale_amount"),
        row.getLong("refunds"),
        row.getLong("commission"));
  }
}
