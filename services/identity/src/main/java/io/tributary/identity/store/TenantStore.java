package io.tributary.identity.store;

import io.tributary.contract.directory.TenantSnapshot;
import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topics;
import io.tributary.identity.tracking.TrackingSettings;
import io.tributary.platform.sql.Columns;
import io.tributary.platform.sql.Database;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tenants in SQL; a new one and every change go to the directory. */
@Component
public class TenantStore {

  private final Database database;

  TenantStore(@Qualifier("identity.database") Database database) {
    this.database = database;
  }

  /** The tenant of this name. */
  public Optional<TenantId> named(JdbcClient sql, String name) {
    return sql.sql("select identity.tenant_named(:name)")
        .param("name", name)
        .query((row, n) -> Optional.ofNullable(row.getString(1)))
        .single()
        .map(TenantId::new);
  }

  /** Adds a tenant; the caller's transaction is in its name afterwards. */
  public void insert(JdbcClient sql, TenantId tenant, String name, Instant now) {
    database.asTenant(sql, tenant);
    sql.sql(
            """
            insert into identity.tenant (tenant_id, name, created_at)
            values (:tenant, :name, :now)
            """)
        .param("tenant", tenant.value())
        .param("name", name)
        .param("now", Columns.time(now))
        .update();
    publish(sql, tenant, name, TrackingTerms.DEFAULT);
  }

  /** How the transaction's tenant wants its visitors to be recognised. */
  public TrackingSettings tracking(JdbcClient sql, TenantId tenant) {
    return tracking(sql, tenant, "");
  }

  /** The same, kept from other changes until the transaction ends. */
  public TrackingSettings lockTracking(JdbcClient sql, TenantId tenant) {
    return tracking(sql, tenant, "for update");
  }

  private static TrackingSettings tracking(JdbcClient sql, TenantId tenant, String lock) {
    return sql.sql(
            """
            select tracking::text as tracking, tracking_version
            from identity.tenant
            where tenant_id = :tenant
            """
                + lock)
        .param("tenant", tenant.value())
        .query(
            (row, n) ->
                new TrackingSettings(
                    terms(row.getString("tracking")), row.getLong("tracking_version")))
        .single();
  }

  private static TrackingTerms terms(@Nullable String json) {
    return json == null
        ? TrackingTerms.DEFAULT
        : EventJson.mapper().readValue(json, TrackingTerms.class);
  }

  /** Keeps changed settings. */
  public void update(JdbcClient sql, TenantId tenant, TrackingSettings settings) {
    sql.sql(
            """
            update identity.tenant
            set tracking = cast(:tracking as jsonb), tracking_version = :version
            where tenant_id = :tenant
            """)
        .param("tenant", tenant.value())
        .param("tracking", EventJson.mapper().writeValueAsString(settings.terms()))
        .param("version", settings.version())
        .update();
    publish(sql, tenant, name(sql, tenant), settings.terms());
  }

  private void publish(JdbcClient sql, TenantId tenant, String name, TrackingTerms tracking) {
    database
        .outbox()
        .append(
            sql,
            Topics.IDENTITY_DIRECTORY,
            tenant.value(),
            new TenantSnapshot(tenant, name, tracking));
  }

  /** The name of the transaction's tenant. */
  public String name(JdbcClient sql, TenantId tenant) {
    return sql.sql("select name from identity.tenant where tenant_id = :tenant")
        .param("tenant", tenant.value())
        .query(String.class)
        .single();
  }
}
