package io.tributary.attribution.store;

import io.tributary.attribution.store.DecisionRows.ConversionRow;
import io.tributary.attribution.store.DecisionRows.DecisionRow;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.platform.kafka.BatchHandler;
import io.tributary.platform.kafka.PermanentFailure;
import io.tributary.platform.kafka.Received;
import io.tributary.platform.sql.Database;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes decisions, a batch in one transaction, a statement per table and tenant. A decision that
 * is written already changes nothing, so a batch may come again.
 *
 * <p>Rows travel as one JSON parameter and are taken apart by PostgreSQL.
 */
public final class DecisionWriter implements BatchHandler<Decision> {

  private static final Logger log = LoggerFactory.getLogger(DecisionWriter.class);

  private final Database database;

  public DecisionWriter(Database database) {
    this.database = database;
  }

  @Override
  public void handle(List<Received<Decision>> batch) {
    try {
      write(batch.stream().map(Received::value).toList());
    } catch (DataIntegrityViolationException e) {
      findTheOneToBlame(batch);
    }
  }

  /** Writes one by one up to the decision that the database will never take. */
  private void findTheOneToBlame(List<Received<Decision>> batch) {
    for (int i = 0; i < batch.size(); i++) {
      try {
        write(List.of(batch.get(i).value()));
      } catch (DataIntegrityViolationException e) {
        throw new PermanentFailure(
            i, "constraint", String.valueOf(e.getMostSpecificCause().getMessage()), e);
      }
    }
  }

  private void write(Collection<Decision> decisions) {
    Map<TenantId, Map<String, Decision>> byTenant = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      byTenant
          .computeIfAbsent(decision.tenantId(), tenant -> new LinkedHashMap<>())
          .putIfAbsent(decision.decisionId(), decision);
    }
    int written =
        database.inTransaction(
            sql -> {
              int sum = 0;
              for (Map.Entry<TenantId, Map<String, Decision>> tenant : byTenant.entrySet()) {
                database.asTenant(sql, tenant.getKey());
                sum += write(sql, tenant.getKey(), tenant.getValue());
              }
              return sum;
            });
    log.debug("{} of {} decisions were new", written, decisions.size());
  }

  private static int write(JdbcClient sql, TenantId tenant, Map<String, Decision> decisions) {
    Set<String> fresh = insertDecisions(sql, tenant, decisions.values());
    DecisionRows rows =
        DecisionRows.of(
            decisions.values().stream()
                .filter(decision -> fresh.contains(decision.decisionId()))
                .toList());
    if (!rows.conversions().isEmpty()) {
      upsertConversions(sql, tenant, rows);
      replaceCredits(sql, tenant, rows);
    }
    if (!rows.repeats().isEmpty()) {
      countRepeats(sql, tenant, rows);
    }
    if (!rows.refunds().isEmpty()) {
      setRefunds(sql, tenant, rows);
    }
    return fresh.size();
  }

  private static Set<String> insertDecisions(
      JdbcClient sql, TenantId tenant, Collection<Decision> decisions) {
    return new HashSet<>(
        sql.sql(
                """
                insert into attribution.decision
                  (tenant_id, decision_id, conversion_id, kind, revision, decided_at, body)
                select :tenant, decision_id, conversion_id, kind, revision, decided_at, body
                from jsonb_to_recordset(cast(:rows as jsonb)) as row (
                  decision_id   text,
                  conversion_id text,
                  kind          text,
                  revision      int,
                  decided_at    timestamptz,
                  body          jsonb)
                on conflict do nothing
                returning decision_id
                """)
            .param("tenant", tenant.value())
            .param("rows", json(decisions.stream().map(DecisionRow::of).toList()))
            .query(String.class)
            .list());
  }

  private static void upsertConversions(JdbcClient sql, TenantId tenant, DecisionRows rows) {
    sql.sql(
            """
            insert into attribution.conversion as known
              (tenant_id, conversion_id, revision, status, campaign_id, event, order_id, amount,
               currency, visitor_id, click_id, coupon, occurred_at, decided_at, customer_id, cause,
               match_key, terms_version, model_version, model, reason, trace)
            select :tenant, conversion_id, revision, status, campaign_id, event, order_id, amount,
              currency, visitor_id, click_id, coupon, occurred_at, decided_at, customer_id, cause,
              match_key, terms_version, model_version, model, reason, trace
            from jsonb_to_recordset(cast(:rows as jsonb)) as row (
              conversion_id text,
              revision      int,
              status        text,
              campaign_id   text,
              event         text,
              order_id      text,
              amount        bigint,
              currency      text,
              visitor_id    text,
              click_id      text,
              coupon        text,
              occurred_at   timestamptz,
              decided_at    timestamptz,
              customer_id   text,
              cause         text,
              match_key     text,
              terms_version int,
              model_version text,
              model         text,
              reason        text,
              trace         jsonb)
            on conflict (tenant_id, conversion_id) do update
            set revision = excluded.revision,
              status = excluded.status,
              amount = excluded.amount,
              currency = excluded.currency,
              visitor_id = excluded.visitor_id,
              click_id = excluded.click_id,
              coupon = excluded.coupon,
              occurred_at = excluded.occurred_at,
              decided_at = excluded.decided_at,
              customer_id = excluded.customer_id,
              cause = excluded.cause,
              match_key = excluded.match_key,
              terms_version = excluded.terms_version,
              model_version = excluded.model_version,
              model = excluded.model,
              reason = excluded.reason,
              trace = excluded.trace,
              refunded_amount =
                case
                  when known.currency = excluded.currency
                    then least(known.refunded_amount, greatest(excluded.amount, 0))
                  else 0
                end
            where known.revision < excluded.revision
            """)
        .param("tenant", tenant.value())
        .param("rows", json(rows.conversions()))
        .update();
  }

  private static void replaceCredits(JdbcClient sql, TenantId tenant, DecisionRows rows) {
    String[] revised =
        rows.conversions().stream()
            .filter(conversion -> conversion.revision() > 1)
            .map(ConversionRow::conversionId)
            .map(Object::toString)
            .toArray(String[]::new);
    if (revised.length > 0) {
      sql.sql(
              """
              delete from attribution.credit
              where tenant_id = :tenant
                and conversion_id = any(cast(:conversions as text[]))
              """)
          .param("tenant", tenant.value())
          .param("conversions", revised)
          .update();
    }
    if (rows.credits().isEmpty()) {
      return;
    }
    sql.sql(
            """
            insert into attribution.credit
              (tenant_id, conversion_id, position, affiliate_id, link_id, click_id, touch,
               touched_at, ppm)
            select :tenant, conversion_id, position, affiliate_id, link_id, click_id, touch,
              touched_at, ppm
            from jsonb_to_recordset(cast(:rows as jsonb)) as row (
              conversion_id text,
              position      int,
              affiliate_id  text,
              link_id       text,
              click_id      text,
              touch         text,
              touched_at    timestamptz,
              ppm           int)
            """)
        .param("tenant", tenant.value())
        .param("rows", json(rows.credits()))
        .update();
  }

  private static void countRepeats(JdbcClient sql, TenantId tenant, DecisionRows rows) {
    sql.sql(
            """
            update attribution.conversion as known
            set duplicates = known.duplicates + row.repeats
            from jsonb_to_recordset(cast(:rows as jsonb)) as row (
              conversion_id text,
              repeats       int)
            where known.tenant_id = :tenant
              and known.conversion_id = row.conversion_id
            """)
        .param("tenant", tenant.value())
        .param("rows", json(rows.repeats()))
        .update();
  }

  private static void setRefunds(JdbcClient sql, TenantId tenant, DecisionRows rows) {
    sql.sql(
            """
            update attribution.conversion as known
            set refunded_amount = row.refunded
            from jsonb_to_recordset(cast(:rows as jsonb)) as row (
              conversion_id text,
              refunded      bigint)
            where known.tenant_id = :tenant
              and known.conversion_id = row.conversion_id
            """)
        .param("tenant", tenant.value())
        .param("rows", json(rows.refunds()))
        .update();
  }

  private static String json(Collection<?> rows) {
    return EventJson.mapper().writeValueAsString(rows);
  }
}
