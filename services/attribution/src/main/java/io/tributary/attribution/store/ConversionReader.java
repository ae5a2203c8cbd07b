package io.tributary.attribution.store;

import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.platform.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Reads conversions in the transaction of a tenant. */
@Component
public final class ConversionReader {

  private static final String COLUMNS =
      """
      c.conversion_id, c.revision, c.status, c.campaign_id, c.event, c.order_id, c.amount,
        c.currency, c.visitor_id, c.occurred_at, c.decided_at, c.customer_id, c.cause,
        c.match_key, c.terms_version, c.model_version, c.model, c.reason,
        c.refunded_amount, c.duplicates\
      """;

  /**
   * What a list is narrowed to; null is no limit.
   *
   * @param after the last conversion of the part before
   */
  public record Filter(
      @Nullable String status,
      @Nullable CampaignId campaign,
      @Nullable AffiliateId affiliate,
      @Nullable String orderId,
      @Nullable Position after) {}

  /** Where a conversion stands in the list. */
  public record Position(Instant occurredAt, ConversionId conversionId) {}

  /** Conversions without their traces, newest first. */
  public List<StoredConversion> list(JdbcClient sql, View view, Filter filter, int limit) {
    Query query = new Query("select " + COLUMNS + "\n" + "from attribution.conversion c\n");
    see(query, view);
    if (filter.status() != null) {
      query.and("c.status = :status", "status", filter.status());
    }
    if (filter.campaign() != null) {
      query.and("c.campaign_id = :campaign", "campaign", filter.campaign().value());
    }
    if (filter.affiliate() != null) {
      query.and(credited("affiliate"), "affiliate", filter.affiliate().value());
    }
    if (filter.orderId() != null) {
      query.and("c.order_id = :order", "order", filter.orderId());
    }
    if (filter.after() != null) {
      query.and(
          "(c.occurred_at, c.conversion_id) < (:after_time, :after_id)",
          "after_time",
          Columns.time(filter.after().occurredAt()));
      query.param("after_id", filter.after().conversionId().value());
    }
    query.end("order by c.occurred_at desc, c.conversion_id desc\nlimit :limit");
    query.param("limit", limit);
    List<StoredConversion> conversions =
        query.on(sql).query((row, n) -> conversion(row, List.of())).list();
    return withCredits(sql, view, conversions);
  }

  /** One conversion with its trace; empty when there is none that the reader may see. */
  public Optional<StoredConversion> find(JdbcClient sql, View view, ConversionId id) {
    Query query =
        new Query("select " + COLUMNS + ", c.trace\n" + "from attribution.conversion c\n");
    query.and("c.conversion_id = :id", "id", id.value());
    see(query, view);
    List<StoredConversion> found =
        query.on(sql).query((row, n) -> conversion(row, trace(row))).list();
    return withCredits(sql, view, found).stream().findFirst();
  }

  /** Whether the refund was taken. */
  public boolean isRefunded(JdbcClient sql, ConversionId id, String refundId) {
    return sql.sql(
                """
                select count(*)
                from attribution.decision
                where tenant_id = current_setting('app.tenant_id')
                  and conversion_id = :id
                  and kind = 'refunded'
                  and body ->> 'refund_id' = :refund
                """)
            .param("id", id.value())
            .param("refund", refundId)
            .query(Long.class)
            .single()
        > 0;
  }

  private static void see(Query query, View view) {
    switch (view) {
      case View.Whole() -> {
        // The tenant's rows are all there is.
      }
      case View.OfAffiliate(AffiliateId viewer) ->
          query.and(credited("viewer"), "viewer", viewer.value());
      case View.OfCampaigns(var campaigns) ->
          query.and(
              "c.campaign_id = any(cast(:campaigns as text[]))",
              "campaigns",
              campaigns.stream().map(CampaignId::value).sorted().toArray(String[]::new));
    }
  }

  private static String credited(String parameter) {
    return """
    exists (
      select 1
      from attribution.credit p
      where p.tenant_id = c.tenant_id
        and p.conversion_id = c.conversion_id
        and p.affiliate_id = :%s)\
    """
        .formatted(parameter);
  }

  private static List<StoredConversion> withCredits(
      JdbcClient sql, View view, List<StoredConversion> conversions) {
    if (conversions.isEmpty()) {
      return conversions;
    }
    Query query =
        new Query(
            """
            select c.conversion_id, c.affiliate_id, c.link_id, c.click_id, c.touch, c.touched_at,
              c.ppm
            from attribution.credit c
            """);
    query.and(
        "c.conversion_id = any(cast(:ids as text[]))",
        "ids",
        conversions.stream()
            .map(conversion -> conversion.conversionId().value())
            .toArray(String[]::new));
    if (view instanceof View.OfAffiliate(AffiliateId viewer)) {
      query.and("c.affiliate_id = :viewer", "viewer", viewer.value());
    }
    query.end("order by c.conversion_id, c.position");
    Map<ConversionId, List<Credit>> credits = new HashMap<>();
    query
        .on(sql)
        .query(
            row -> {
              credits
                  .computeIfAbsent(
                      new ConversionId(row.getString("conversion_id")), id -> new ArrayList<>())
                  .add(credit(row));
            });
    return conversions.stream()
        .map(
            conversion ->
                conversion.with(credits.getOrDefault(conversion.conversionId(), List.of())))
        .toList();
  }

  private static Credit credit(ResultSet row) throws SQLException {
    String link = row.getString("link_id");
    return new Credit(
        new AffiliateId(row.getString("affiliate_id")),
        link == null ? null : new LinkId(link),
        row.getString("click_id"),
        Credit.Touch.valueOf(row.getString("touch").toUpperCase(Locale.ROOT)),
        Columns.time(row, "touched_at"),
        row.getInt("ppm"));
  }

  private static StoredConversion conversion(ResultSet row, List<TraceStep> trace)
      throws SQLException {
    return new StoredConversion(
        new ConversionId(row.getString("conversion_id")),
        row.getInt("revision"),
        row.getString("status"),
        new CampaignId(row.getString("campaign_id")),
        row.getString("event"),
        row.getString("order_id"),
        new Money(row.getLong("amount"), new CurrencyCode(row.getString("currency"))),
        row.getString("visitor_id"),
        Columns.time(row, "occurred_at"),
        Columns.time(row, "decided_at"),
        row.getString("model"),
        new StoredConversion.Ground(
            row.getString("customer_id"),
            row.getString("cause"),
            row.getString("match_key"),
            row.getInt("terms_version"),
            row.getString("model_version")),
        row.getString("reason"),
        row.getLong("refunded_amount"),
        row.getLong("duplicates"),
        List.of(),
        trace);
  }

  private static List<TraceStep> trace(ResultSet row) throws SQLException {
    return List.of(EventJson.mapper().readValue(row.getString("trace"), TraceStep[].class));
  }

  /** A statement whose conditions depend on what is asked. */
  private static final class Query {

    private final StringBuilder text;
    private final Map<String, Object> params = new HashMap<>();

    Query(String start) {
      // Row-level security says so too; the index wants to be told.
      text =
          new StringBuilder(start).append("where c.tenant_id = current_setting('app.tenant_id')\n");
    }

    void and(String condition, String name, Object value) {
      text.append("  and ").append(condition).append('\n');
      param(name, value);
    }

    void param(String name, Object value) {
      params.put(name, value);
    }

    void end(String rest) {
      text.append(rest);
    }

    StatementSpec on(JdbcClient sql) {
      return sql.sql(text.toString()).params(params);
    }
  }
}
