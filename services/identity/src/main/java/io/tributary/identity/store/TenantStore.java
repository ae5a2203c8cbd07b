package io.tributary.identity.store;

import io.tributary.contract.directory.TenantSnapshot;
import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.sql.Columns;
import io.tributary.platform.sql.Database;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tenants in SQL; a new one goes to the directory. */
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
    database
        .outbox()
        .append(
            sql,
            Topics.IDENTITY_DIRECTORY,
            tenant.value(),
            new TenantSnapshot(tenant, name, TrackingTerms.DEFAULT));
  }

  /** The name of the transaction's tenant. */
  public String name(JdbcClient sql, TenantId tenant) {
    return sql.sql("select name from identity.tenant where tenant_id = :tenant")
        .param("tenant", tenant.value())
        .query(String.class)
        .single();
  }
}
