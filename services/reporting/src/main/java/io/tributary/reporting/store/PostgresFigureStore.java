package io.tributary.reporting.store;

import static java.util.stream.Collectors.toMap;

import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import io.tributary.platform.sql.Database;
import io.tributary.reporting.performance.CountedCommission;
import io.tributary.reporting.performance.CountedConversion;
import io.tributary.reporting.performance.FigureKey;
import io.tributary.reporting.performance.FigureStore;
import io.tributary.reporting.performance.FigureSums;
import io.tributary.reporting.performance.Figures;
import io.tributary.reporting.performance.InvalidKey;
import io.tributary.reporting.performance.InvalidTouches;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The figures in PostgreSQL. A batch is one transaction: it takes the rows of its partitions in
 * {@code consumer_position}, leaves out what lies before them, applies the rest and moves them on.
 */
@Component
final class PostgresFigureStore implements FigureStore {

  private final Database database;

  PostgresFigureStore(@Qualifier("reporting.database") Database database) {
    this.database = database;
  }

  @Override
  public <V> void applyOnce(
      String topic, List<Positioned<V>> events, BiConsumer<Session, List<V>> work) {
    SortedMap<Integer, Positioned<V>> newest = new TreeMap<>();
    events.forEach(event -> newest.put(event.partition(), event));
    database.inTransaction(
        sql -> {
          Map<Integer, Long> next = take(sql, topic, newest.keySet());
          List<V> fresh =
              events.stream()
                  .filter(event -> event.offset() >= next.getOrDefault(event.partition(), 0L))
                  .map(Positioned::event)
                  .toList();
          if (!fresh.isEmpty()) {
            work.accept(new InTransaction(sql), fresh);
          }
          return move(sql, topic, newest.values());
        });
  }

  /** Locks the partitions' positions, in order. */
  private static Map<Integer, Long> take(
      JdbcClient sql, String topic, Collection<Integer> partitions) {
    sql.sql(
            """
            insert into reporting.consumer_position (topic, partition, next_offset, recorded_at)
            select :topic, partition, 0, to_timestamp(0)
            from unnest(cast(:partitions as int[])) as partition
            order by partition
            on conflict do nothing
            """)
        .param("topic", topic)
        .param("partitions", partitions.toArray(Integer[]::new))
        .update();
    return sql
        .sql(
            """
            select partition, next_offset
            from reporting.consumer_position
            where topic = :topic
              and partition = any(cast(:partitions as int[]))
            order by partition
            for update
            """)
        .param("topic", topic)
        .param("partitions", partitions.toArray(Integer[]::new))
        .query((row, n) -> Map.entry(row.getInt("partition"), row.getLong("next_offset")))
        .list()
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static <V> int move(JdbcClient sql, String topic, Collection<Positioned<V>> newest) {
    return sql.sql(
            """
            update reporting.consumer_position as held
            set next_offset = applied.offset_after,
                recorded_at = applied.recorded_at
            from unnest(
                cast(:partitions as int[]),
                cast(:offsets as bigint[]),
                cast(:times as timestamptz[])
              ) as applied (partition, offset_after, recorded_at)
            where held.topic = :topic
              and held.partition = applied.partition
              and held.next_offset < applied.offset_after
            """)
        .param("topic", topic)
        .param("partitions", newest.stream().map(Positioned::partition).toArray(Integer[]::new))
        .param("offsets", longs(newest, event -> event.offset() + 1))
        .param(
            "times",
            newest.stream().map(event -> event.recordedAt().toString()).toArray(String[]::new))
        .update();
  }

  private static <T> Long[] longs(Collection<T> rows, ToLongFunction<T> value) {
    return rows.stream().map(value::applyAsLong).toArray(Long[]::new);
  }

  private static <T> String[] texts(Collection<T> rows, Function<T, String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }

  private final class InTransaction implements Session {

    private final JdbcClient sql;

    InTransaction(JdbcClient sql) {
      this.sql = sql;
    }

    @Override
    public Map<ConversionId, CountedConversion> conversions(
        TenantId tenant, Collection<ConversionId> ids) {
      database.asTenant(sql, tenant);
      return sql
          .sql(
              """
              select conversion_id, revision, campaign_id, day, currency, amount, shares, refunded
              from reporting.counted_conversion
              where tenant_id = :tenant
                and conversion_id = any(cast(:ids as text[]))
              """)
          .param("tenant", tenant.value())
          .param("ids", texts(ids, ConversionId::value))
          .query(ConversionRows::read)
          .list()
          .stream()
          .collect(toMap(CountedConversion::id, conversion -> conversion));
    }

    @Override
    public void keepConversions(TenantId tenant, Collection<CountedConversion> conversions) {
      if (conversions.isEmpty()) {
        return;
      }
      database.asTenant(sql, tenant);
      sql.sql(
              """
              insert into reporting.counted_conversion
                (tenant_id, conversion_id, revision, campaign_id, day, currency, amount, shares,
                 refunded)
              select :tenant, conversion_id, revision, campaign_id, cast(day as date), currency,
                amount, shares, refunded
              from unnest(
                  cast(:ids as text[]),
                  cast(:revisions as bigint[]),
                  cast(:campaigns as text[]),
                  cast(:days as text[]),
                  cast(:currencies as text[]),
                  cast(:amounts as bigint[]),
                  cast(:shares as text[]),
                  cast(:refunded as bigint[])
                ) as c (conversion_id, revision, campaign_id, day, currency, amount, shares,
                  refunded)
              order by conversion_id
              on conflict (tenant_id, conversion_id) do update
              set revision = excluded.revision,
                  campaign_id = excluded.campaign_id,
                  day = excluded.day,
                  currency = excluded.currency,
                  amount = excluded.amount,
                  shares = excluded.shares,
                  refunded = excluded.refunded
              """)
          .param("tenant", tenant.value())
          .param("ids", texts(conversions, conversion -> conversion.id().value()))
          .param("revisions", longs(conversions, CountedConversion::revision))
          .param("campaigns", ConversionRows.campaigns(conversions))
          .param("days", ConversionRows.days(conversions))
          .param("currencies", ConversionRows.currencies(conversions))
          .param("amounts", ConversionRows.amounts(conversions))
          .param("shares", ConversionRows.shares(conversions))
          .param("refunded", longs(conversions, CountedConversion::refunded))
          .update();
    }

    @Override
    public Map<CommissionId, CountedCommission> commissions(
        TenantId tenant, Collection<CommissionId> ids) {
      database.asTenant(sql, tenant);
      return sql
          .sql(
              """
              select commission_id, amount
              from reporting.counted_commission
              where tenant_id = :tenant
                and commission_id = any(cast(:ids as text[]))
              """)
          .param("tenant", tenant.value())
          .param("ids", texts(ids, CommissionId::value))
          .query(
              (row, n) ->
                  new CountedCommission(
                      new CommissionId(row.getString("commission_id")), row.getLong("amount")))
          .list()
          .stream()
          .collect(toMap(CountedCommission::id, commission -> commission));
    }

    @Override
    public void keepCommissions(TenantId tenant, Collection<CountedCommission> commissions) {
      if (commissions.isEmpty()) {
        return;
      }
      database.asTenant(sql, tenant);
      sql.sql(
              """
              insert into reporting.counted_commission (tenant_id, commission_id, amount)
              select :tenant, commission_id, amount
              from unnest(cast(:ids as text[]), cast(:amounts as bigint[]))
                as c (commission_id, amount)
              order by commission_id
              on conflict (tenant_id, commission_id) do update
              set amount = excluded.amount
              """)
          .param("tenant", tenant.value())
          .param("ids", texts(commissions, commission -> commission.id().value()))
          .param("amounts", longs(commissions, CountedCommission::amount))
          .update();
    }

    @Override
    public void add(TenantId tenant, FigureSums sums) {
      SortedMap<FigureKey, Figures> changes = sums.of(tenant);
      if (changes.isEmpty()) {
        return;
      }
      Collection<FigureKey> keys = changes.keySet();
      Collection<Figures> figures = changes.values();
      database.asTenant(sql, tenant);
      sql.sql(
              """
              insert into reporting.performance_day as held
                (tenant_id, day, campaign_id, affiliate_id, currency, impressions,
                 invalid_impressions, clicks, duplicate_clicks, invalid_clicks, bot_clicks,
                 conversion_ppm, sale_amount, refunds, commission)
              select :tenant, cast(day as date), campaign_id, affiliate_id, currency, impressions,
                invalid_impressions, clicks, duplicate_clicks, invalid_clicks, bot_clicks,
                conversion_ppm, sale_amount, refunds, commission
              from unnest(
                  cast(:days as text[]),
                  cast(:campaigns as text[]),
                  cast(:affiliates as text[]),
                  cast(:currencies as text[]),
                  cast(:impressions as bigint[]),
                  cast(:invalid_impressions as bigint[]),
                  cast(:clicks as bigint[]),
                  cast(:duplicate_clicks as bigint[]),
                  cast(:invalid_clicks as bigint[]),
                  cast(:bot_clicks as bigint[]),
                  cast(:conversions as bigint[]),
                  cast(:sales as bigint[]),
                  cast(:refunds as bigint[]),
                  cast(:commissions as bigint[])
                ) with ordinality as c (day, campaign_id, affiliate_id, currency, impressions,
                  invalid_impressions, clicks, duplicate_clicks, invalid_clicks, bot_clicks,
                  conversion_ppm, sale_amount, refunds, commission, n)
              order by n
              on conflict (tenant_id, day, campaign_id, affiliate_id, currency) do update
              set impressions = held.impressions + excluded.impressions,
                  invalid_impressions = held.invalid_impressions + excluded.invalid_impressions,
                  clicks = held.clicks + excluded.clicks,
                  duplicate_clicks = held.duplicate_clicks + excluded.duplicate_clicks,
                  invalid_clicks = held.invalid_clicks + excluded.invalid_clicks,
                  bot_clicks = held.bot_clicks + excluded.bot_clicks,
                  conversion_ppm = held.conversion_ppm + excluded.conversion_ppm,
                  sale_amount = held.sale_amount + excluded.sale_amount,
                  refunds = held.refunds + excluded.refunds,
                  commission = held.commission + excluded.commission
              """)
          .param("tenant", tenant.value())
          .param("days", texts(keys, key -> key.day().toString()))
          .param("campaigns", texts(keys, key -> key.campaign().value()))
          .param("affiliates", texts(keys, key -> ConversionRows.text(key.affiliate())))
          .param("currencies", texts(keys, key -> key.currency().value()))
          .param("impressions", longs(figures, Figures::impressions))
          .param("invalid_impressions", longs(figures, Figures::invalidImpressions))
          .param("clicks", longs(figures, figure -> figure.clicks().valid()))
          .param("duplicate_clicks", longs(figures, figure -> figure.clicks().duplicate()))
          .param("invalid_clicks", longs(figures, figure -> figure.clicks().invalid()))
          .param("bot_clicks", longs(figures, figure -> figure.clicks().bot()))
          .param("conversions", longs(figures, Figures::conversionPpm))
          .param("sales", longs(figures, Figures::saleAmount))
          .param("refunds", longs(figures, Figures::refunds))
          .param("commissions", longs(figures, Figures::commission))
          .update();
    }

    @Override
    public void addInvalid(TenantId tenant, SortedMap<InvalidKey, InvalidTouches> sums) {
      if (sums.isEmpty()) {
        return;
      }
      Collection<InvalidKey> keys = sums.keySet();
      database.asTenant(sql, tenant);
      sql.sql(
              """
              insert into reporting.invalid_touch_day as held
                (tenant_id, day, campaign_id, affiliate_id, reason, clicks, impressions)
              select :tenant, cast(day as date), campaign_id, affiliate_id, reason, clicks,
                impressions
              from unnest(
                  cast(:days as text[]),
                  cast(:campaigns as text[]),
                  cast(:affiliates as text[]),
                  cast(:reasons as text[]),
                  cast(:clicks as bigint[]),
                  cast(:impressions as bigint[])
                ) with ordinality as c (day, campaign_id, affiliate_id, reason, clicks,
                  impressions, n)
              order by n
              on conflict (tenant_id, day, campaign_id, affiliate_id, reason) do update
              set clicks = held.clicks + excluded.clicks,
                  impressions = held.impressions + excluded.impressions
              """)
          .param("tenant", tenant.value())
          .param("days", texts(keys, key -> key.day().toString()))
          .param("campaigns", texts(keys, key -> key.campaign().value()))
          .param("affiliates", texts(keys, key -> key.affiliate().value()))
          .param("reasons", texts(keys, InvalidKey::reason))
          .param("clicks", longs(sums.values(), InvalidTouches::clicks))
          .param("impressions", longs(sums.values(), InvalidTouches::impressions))
          .update();
    }
  }
}
